"""Units of measure: by which names and signs each is known, and its usual symbol."""

from __future__ import annotations

# symbol: names in full (plural by "s" unless given), then after "|" short forms, matched as they are written
_UNITS = """
km: kilometre kilometer | km kms Km KM
m: metre meter | m
cm: centimetre centimeter | cm
mm: millimetre millimeter | mm
µm: micrometre micrometer micron | µm
nm: nanometre nanometer | nm
mi: mile | mi
nmi: nautical-mile | nmi
ft: foot feet | ft
in: inch inches | in
yd: yard | yd yds
fathom: fathom |
ly: light-year |
kg: kilogram kilogramme kilo | kg kgs Kg KG
g: gram gramme | g
mg: milligram milligramme | mg
µg: microgram | µg mcg
t: tonne metric-ton | t
ton: ton short-ton long-ton |
kt: kiloton kilotonne | kt
Mt: megaton megatonne | Mt
lb: pound | lb lbs
oz: ounce | oz
st: stone |
ct: carat |
L: litre liter | l L
mL: millilitre milliliter | ml mL
cL: centilitre centiliter | cl cL
hL: hectolitre hectoliter | hl
gal: gallon | gal
bbl: barrel | bbl
pt: pint |
qt: quart |
cup: cup |
tbsp: tablespoon | tbsp
tsp: teaspoon | tsp
bushel: bushel |
ac: acre |
ha: hectare | ha
km²: square-kilometre square-kilometer sq-km | km² km2 km^2
m²: square-metre square-meter sq-m | m² m2 m^2
cm²: square-centimetre square-centimeter | cm² cm2
mi²: square-mile sq-mi sq-mile | mi²
ft²: square-foot square-feet sq-ft sq-feet | ft² sqft
yd²: square-yard |
in²: square-inch square-inches |
km³: cubic-kilometre cubic-kilometer | km³ km3 km^3
m³: cubic-metre cubic-meter | m³ m3 m^3 cbm
cm³: cubic-centimetre cubic-centimeter | cm³ cm3 cm^3 cc
ft³: cubic-foot cubic-feet | ft³
yd³: cubic-yard |
km/h: kilometre-per-hour kilometer-per-hour kilometres-per-hour kilometers-per-hour |
km/h: kilometre-an-hour kilometer-an-hour kilometres-an-hour kilometers-an-hour | km/h kph kmh kmph
mph: mile-per-hour miles-per-hour miles-an-hour mile-an-hour | mph
m/s: metre-per-second metres-per-second meters-per-second meter-per-second | m/s
kn: knot |
°C: degree-celsius degrees-celsius celsius degrees-centigrade degree-centigrade centigrade degrees-C | °C ℃ C
°F: degree-fahrenheit degrees-fahrenheit fahrenheit degrees-F | °F ℉ F
K: kelvin | K
°: degree | °
W: watt | W
kW: kilowatt | kW kw
MW: megawatt | MW
GW: gigawatt | GW
TW: terawatt | TW
Wh: watt-hour | Wh
kWh: kilowatt-hour | kWh kwh
MWh: megawatt-hour | MWh
GWh: gigawatt-hour | GWh
TWh: terawatt-hour | TWh
J: joule |
kJ: kilojoule | kJ
MJ: megajoule | MJ
eV: electronvolt | eV
keV: kiloelectronvolt | keV
MeV: megaelectronvolt | MeV
GeV: gigaelectronvolt | GeV
TeV: teraelectronvolt | TeV
V: volt |
A: ampere amp |
kV: kilovolt | kV
bit: bit |
B: byte |
kB: kilobyte | kB KB kb
MB: megabyte | MB
GB: gigabyte | GB gb
TB: terabyte | TB
PB: petabyte | PB
EB: exabyte | EB
Mbit: megabit | Mb
Gbit: gigabit | Gb
Mbit/s: megabit-per-second megabits-per-second | Mbps mbps
Gbit/s: gigabit-per-second gigabits-per-second | Gbps
Hz: hertz | Hz
kHz: kilohertz | kHz
MHz: megahertz | MHz
GHz: gigahertz | GHz
cal: calorie |
kcal: kilocalorie | kcal
dB: decibel | dB db
Pa: pascal | Pa
hPa: hectopascal millibar | hPa mb
psi: | psi
hp: horsepower | hp
rpm: | rpm
px: pixel megapixel | px
Bq: becquerel | Bq
Sv: sievert | Sv
mSv: millisievert | mSv
µSv: microsievert | µSv
Gy: gray | Gy
mGy: milligray | mGy
bp: basis-point | bps
ppm: part-per-million parts-per-million | ppm
ppb: part-per-billion parts-per-billion | ppb
"""

LONG: dict[str, str] = {}
SHORT: dict[str, str] = {}
for _line in _UNITS.strip().splitlines():
    _symbol, _, _rest = _line.partition(": ")
    _names, _, _signs = _rest.partition("|")
    for _name in _names.split():
        _name = _name.replace("-", " ").lower()
        LONG[_name] = _symbol
        if not _name.endswith(("s", "feet", "foot", "inch", "celsius", "horsepower")):
            LONG[_name + "s"] = _symbol
    SHORT.update(dict.fromkeys(_signs.split(), _symbol))
