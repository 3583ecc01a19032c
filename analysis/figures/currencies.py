"""Currencies: the signs and names by which news writes them, and their ISO 4217 codes.

A bare "dollar" is taken for the American one, a bare "peso" for the Mexican, a bare "franc" for the Swiss.
"""

from __future__ import annotations

# code: signs | names, a hyphen for each blank; a plural by "s" need not be given
_CURRENCIES = """
AED: | dirham uae-dirham
AFN: |
ARS: | argentine-peso
AUD: a$ au$ aud$ | australian-dollar
BDT: | taka
BEF: | belgian-franc
BRL: r$ | brazilian-real brazilian-reais
CAD: c$ ca$ can$ cad$ | canadian-dollar
CHF: | franc swiss-franc
CLP: | chilean-peso
CNY: | yuan renminbi chinese-yuan
COP: | colombian-peso
CUP: | cuban-peso
CZK: | koruna
DEM: | deutschmark marks german-mark west-german-mark
DKK: | danish-krone danish-kroner
EGP: | egyptian-pound
EUR: € | euro
FRF: | french-franc
GBP: £ | pound-sterling quid sterling british-pound uk-pound
HKD: hk$ | hong-kong-dollar
HUF: | forint
IDR: | rupiah
IEP: | irish-pound
ILS: ₪ | shekel israeli-shekel new-israeli-shekel
INR: ₹ | rupee indian-rupee
IQD: | iraqi-dinar
IRR: | rial iranian-rial
ITL: | italian-lira
JMD: j$ | jamaican-dollar
JOD: | jordanian-dinar
JPY: ¥ | yen japanese-yen
KES: |
KRW: ₩ | won south-korean-won korean-won
KWD: | dinar kuwaiti-dinar
LBP: | lebanese-pound
LKR: | sri-lankan-rupee
MAD: | moroccan-dirham
MXN: mx$ | peso mexican-peso
MYR: | ringgit
NGN: ₦ | naira
NOK: | krone kroner norwegian-krone norwegian-kroner
NPR: | nepalese-rupee
NZD: nz$ | new-zealand-dollar
OMR: | omani-rial
PHP: ₱ | philippine-peso
PKR: | pakistani-rupee
PLN: | zloty
QAR: | qatari-riyal
RON: |
RSD: | serbian-dinar
RUB: ₽ | ruble rouble russian-ruble russian-rouble
SAR: | riyal saudi-riyal
SDG: | sudanese-pound
SEK: | krona kronor swedish-krona swedish-kronor
SGD: s$ | singapore-dollar
SYP: | syrian-pound
THB: ฿ | baht
TRY: ₺ | lira turkish-lira
TWD: nt$ | taiwan-dollar taiwanese-dollar
UAH: ₴ | hryvnia
USD: $ us$ usd$ | dollar buck greenback us-dollar u.s.-dollar american-dollar
VND: ₫ | dong
XBT: ₿ | bitcoin
XOF: | cfa-franc
ZAR: | rand south-african-rand
"""

SIGNS: dict[str, str] = {}
NAMES: dict[str, str] = {}
CODES: dict[str, str] = {"rs": "INR", "rmb": "CNY", "nis": "ILS"}
"""Codes, in lower case, that news writes beside an amount."""

for _line in _CURRENCIES.strip().splitlines():
    _code, _, _rest = _line.partition(": ")
    _signs, _, _names = _rest.partition("|")
    CODES[_code.lower()] = _code
    SIGNS.update(dict.fromkeys(_signs.split(), _code))
    NAMES.update((name.replace("-", " "), _code) for name in _names.split())
