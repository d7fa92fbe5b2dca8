"""grid_factors: the intensity that is applied to electricity. Derived by the build."""

from carbondata.tables.columns import count, number, source_id, table, year
from carbondata.tables.electricity import intensity_columns
from carbondata.tables.limits import MAX_G_PER_KWH

_of = intensity_columns(year=year("Calendar year."))

schema = table(
    "grid_factors",
    "The grid intensity applied to electricity used in an area and year: life cycle before direct.",
    ["area_id", "year"],
    {
        **{name: _of[name] for name in ("area_id", "year", "boundary", "accounting", "gas", "gwp")},
        "intensity_g_per_kwh_low": number(
            "The lowest intensity that any source gives for the place, year and boundary.",
            "g/kWh",
            high=MAX_G_PER_KWH,
        ),
        "intensity_g_per_kwh": number(
            "The intensity of the preferred source.", "g/kWh", high=MAX_G_PER_KWH
        ),
        "intensity_g_per_kwh_high": number(
            "The highest intensity that any source gives for them.", "g/kWh", high=MAX_G_PER_KWH
        ),
        "studies": count("The number of sources that give one.", "sources"),
        "source_id": source_id(),
    },
    derived=True,
)
