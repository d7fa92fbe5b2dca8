"""The files of runs that are read, one row each: what it needs, and what it gives."""

from __future__ import annotations

FORMATS = (
    (
        "codecarbon emissions.csv, its task files, its dashboard's export, its API's JSON",
        (
            "timestamp, duration (s), energy_consumed (kWh), emissions or emissions_sum (kg); a "
            "place: country_iso_code, country_name, region, cloud_provider with cloud_region"
        ),
        "server; facility if pue is above 1",
    ),
    (
        "BoAmps JSON",
        (
            "measures with powerConsumption (kWh), measurementDuration (s), measurementDateTime; "
            "environment.country"
        ),
        "server if codecarbon measured, otherwise your scope",
    ),
    (
        "Eco2AI emission.csv",
        "start_time, duration(s), power_consumption(kWh), CO2_emissions(kg), region/country",
        "server; times its setting pue, which the file does not say",
    ),
    (
        "Green Algorithms export",
        "energy_needed (kWh), carbonEmissions (g), location; no date: --year",
        "facility",
    ),
    (
        "Hugging Face model card, as README.md, JSON of the hub or a table",
        "co2_eq_emissions (g, or a unit in the text)",
        "no energy: only the card's own figure is kept",
    ),
    (
        "carbontracker ..._carbontracker_output.log",
        "as written: Actual consumption, with Time, Energy (kWh), CO2eq (g); detected location",
        "facility: times a PUE that carbontracker assumes; predictions are not counted",
    ),
    (
        "perun report in text",
        (
            "as written: RUN ID, and a row for Host All with RUNTIME, ENERGY (with its unit); no "
            "place: --area"
        ),
        "server; times its setting pue, which the report does not say",
    ),
    (
        "Zeus monitor log (log_file)",
        (
            "start_time (s since 1970), window_name, elapsed_time (s), gpu0_energy ... (J); no "
            "place: --area"
        ),
        "accelerator; windows within another are parts of it",
    ),
    (
        "ML.ENERGY benchmark's results.json",
        (
            "entire_benchmark_measurement with gpu_energy (J) and time (s); date, model_id; no "
            "place: --area"
        ),
        "accelerator",
    ),
    (
        "nf-co2footprint trace",
        "task_id, energy_consumption with its unit, CO2e; no place and date: --area, --year",
        "your scope",
    ),
    (
        "Slurm sacct -P",
        "JobID, ConsumedEnergyRaw (J) or ConsumedEnergy, Start, End; no place: --area",
        "your scope; steps are parts of their job",
    ),
    (
        "a table in CSV, Parquet or JSON, and in Python",
        (
            "energy_kwh, or power_w with duration_h; energy_scope; area_id, an id or a name; year, "
            "or start_utc and end_utc, or start and end"
        ),
        "the scope of the row",
    ),
)


def run_formats() -> list[tuple[str, str, str]]:
    """List the files of runs that are read: name, what it needs, and the scope that it gives.

    Examples
    --------
    >>> run_formats()[3][0]
    'Green Algorithms export'
    """
    return list(FORMATS)
