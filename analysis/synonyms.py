"""Words with which different newsrooms tell of the same event.

One line a group; the forms are brought to stems, so that inflections need no entry. A word stands in one
group at most, and only where its usual meaning in news fits: a wrong synonym costs more than a missing one.
"""

from __future__ import annotations

from diptych.analysis.stems import stem

_GROUPS = """
kill slay slain murder murdered dead die died death deceased fatal fatality perish homicide manslaughter
injure injury wound wounded hurt
arrest detain detention apprehend custody
escape flee fled fugitive abscond
shoot shot shooting gunshot gunfire
gun pistol handgun firearm rifle
gunman shooter
hostage captive
kidnap abduct abduction kidnapping
buy bought acquire acquisition purchase takeover buyout
sell sold sale
merge merger
firm company corporation
resign resignation quit
sack dismiss dismissal oust ouster
hire recruit
appoint appointment nominate nomination
earthquake quake temblor tremor
tsunami tidal
crash collide collision
explode explosion blast detonate detonation
fire blaze inferno
flood flooding inundate
storm hurricane typhoon cyclone
destroy destruction demolish
collapse cave-in
evacuate evacuation
rescue rescuer
win won victory triumph
defeat beat beaten lose lost loss
launch unveil debut
reveal disclose disclosure
allege allegation accuse accusation
charge indict indictment
convict conviction
sentence jail imprison imprisonment prison
lawyer attorney counsel solicitor
spokesman spokeswoman spokesperson publicist
police cop policeman policewoman constable
soldier troop
physician doctor
hospital clinic
film movie
actor actress
attack assault
raid swoop
bomb bombing bomber
missile rocket
ceasefire truce armistice
deal agreement pact accord
talk negotiation negotiate
protest protester demonstration demonstrator
riot unrest
vote ballot poll
cut reduce reduction slash
rise rose risen increase grow grew growth climb
fall fell fallen drop decline decrease
begin began begun start
end finish conclude
delay postpone postponement
cancel cancellation scrap
ask request
deny denial
reject rejection refuse refusal
help aid assist assistance
depart departure leave left
arrive arrival
return returned
show display
build built construct construction
repair mend
steal stole stolen theft thief rob robbery robber burglary
fraud swindle
sue lawsuit litigation
judge justice
marry marriage wed wedding
divorce separation
birth born
ship vessel ferry
boat dinghy
plane aircraft airplane aeroplane jet airliner
car automobile vehicle
road highway motorway
kid child children
man men
woman women
mother mom mum
father dad
pupil student schoolchild
worker employee staff
chief boss head
job employment
pay paid payment
price cost
money cash
million mln
billion bln
big large huge
biggest largest
fast quick rapid
illness disease sick
vaccine vaccination jab
drug narcotic
weapon arm
border frontier
migrant refugee
law legislation
ban prohibit prohibition
approve approval
government administration cabinet
america american us usa
britain british uk
blame fault
criticise criticize criticism condemn denounce
praise laud
warn caution
confirm confirmation
announce announcement declare declaration
apologise apologize apology
choose chose chosen select selection pick
meet met meeting
visit trip
search hunt seek
find found discover discovery
miss missing vanish disappear disappearance
investigate investigation probe inquiry enquiry
trial court courtroom
testify testimony
plead plea
release freed free
"""

GROUP_OF = {
    stem(word): stem(group.split()[0])
    for group in reversed(_GROUPS.strip().splitlines())
    for word in group.split()
}
"""The stem of a word → the stem that stands for its group."""
