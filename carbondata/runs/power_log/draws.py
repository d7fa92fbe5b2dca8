"""Words that the name of a column may have if its power is that which something draws.

A name may also say a limit, a forecast, what was saved, lost, generated or sent: no list of such
words is ever whole, so a column is read if every word of its name is known. The words are those of
the tools (nvidia-smi, xpu-smi, HWiNFO, GPU-Z, Power Gadget, AMD uProf, likwid, turbostat, Kepler,
scaphandre, DCGM, IPMI and Redfish sensors, Jetson rails, Cray pm_counters, kwollect, smart plugs).
"""

from __future__ import annotations

PARTS = """
gpu gpus igpu dgpu cpu cpus xpu npu tpu apu ane hpu ipu dpu dsp fpga asic accel accelerator
accelerators card cards processor processors graphics gfx gt ia chip chips die dies socket sockets
package packages pkg core cores uncore ccd iod soc llc rest dram ram memory mem hbm vram ddr dimm pp
psys platform device devices dev module modules board baseboard mainboard motherboard mobo slot
slots pcie pci pin sxm riser nvlink nvswitch fan fans pump pumps disk disks drive drives ssd hdd
nvme storage nic nics network ethernet switch switches usb display screen monitor component
components other domain domains zone
"""
WHOLES = """
node nodes host hosts server servers machine machines system systems sys computer computers pc
laptop desktop workstation notebook worker workers compute login blade blades chassis enclosure
rack racks cabinet cluster partition dut sut dgx hgx cn nid gn wn srv hpc pi rpi raspberry jetson
nano orin xavier edge vm vms container containers pod pods process processes job self facility site
building room hall it data center centre datacenter datacentre cooling hvac
"""
PLACES = """
psu psus ps pdu pdus ups wall plug plugs outlet outlets meter wattmeter wattmetre circuit phase
line mains ac dc input in rail rails vdd vddq vddcr nvvdd mvddc vin vcc vccin cv pom src
"""
TOOLS = """
nvidia amd intel apple arm nvml smi rocm dcgm fi rapl msr kepler scaph scaphandre hw hwmon ipmi dcmi
bmc redfish shelly tasmota kasa tesla geforce rtx gtx quadro titan radeon instinct mi gh gb gaudi
xeon epyc ryzen grace hopper
"""
DRAWN = """
draw drawn power powers pwr watt watts joule joules energy counter usage use used consumption
consumed consuming load total tot sum combined all overall of the and cur current instant
instantaneous now live real measured actual observed raw value reading electric electrical
electricity puissance consommation leistung
"""
WORDS = frozenset(f"{PARTS} {WHOLES} {PLACES} {TOOLS} {DRAWN}".split())
# A single letter names a device (n1, a_watts), but for this one, which is the reactive power.
REACTIVE = "q"
# One of these may be joined to another word: CpuPower, TotalWatts.
JOINED = ("power", "draw", "watt", "watts", "energy", "usage", "consumption")


def is_draw(label: str) -> bool:
    """Whether a column is of a draw, from what its name says beside the power and its unit.

    Examples
    --------
    >>> is_draw(""), is_draw("gpu 0"), is_draw("n 12"), is_draw("kepler node dram")
    (True, True, True, True)
    >>> is_draw("gpu setpoint"), is_draw("saved"), is_draw("solar")
    (False, False, False)
    """
    return all(map(_is_known, label.split()))


def _is_known(word: str) -> bool:
    if word in WORDS or word.isdecimal() or (len(word) == 1 and word != REACTIVE):
        return True
    rests = {word.removesuffix(one) for one in JOINED} | {word.removeprefix(one) for one in JOINED}
    return not WORDS.isdisjoint(rests)
