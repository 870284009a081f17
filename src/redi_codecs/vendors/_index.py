"""Which module declares which device, and what it measures: written by ``python -m redi_codecs.registry``."""

INDEX: dict[str, tuple[str, tuple[str, ...]]] = {
    "browan/tbms100": ("browan.tabs", ("motion", "battery_voltage", "temperature", "time_since_motion", "motion_count")),
    "milesight-iot/em300-th": ("milesight_iot.em300", ("battery", "temperature", "humidity")),
}
ALIASES: dict[str, str] = {}
