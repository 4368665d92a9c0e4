"""Computed sentences of the council report in English, each a whole message with its plural forms."""

SENTENCES: dict[str, str] = {
    "summary-figures": (
        "{received, plural, =0 {The secretariat received no request for assistance {period}.} one {The "
        "secretariat received {received, series} request for assistance {period}, which {admitted, plural, =0 "
        "{had not been admitted} other {had been admitted}} by {cut_off}.} other {The secretariat received "
        "{received, series} requests for assistance {period}, of which {admitted, plural, =0 {none had} other "
        "{{admitted, series} had}} been admitted by {cut_off}.}}{rate, plural, none {} other { A first "
        "substantive response had been given to {rate} of the requests admitted.}}"
    ),
    "action-lead-in": (
        "The Governing Council may wish to consider the adoption of a decision along the following lines:"
    ),
    "method": (
        "The figures in the present report cover the period from {start} to {end}. They are drawn from the "
        "records of the BSP Portal as they stood on {cut_off} (the reference date); nothing dated later has been "
        "used. Each figure is defined in {annex:definitions}."
    ),
    "method-numbers": (
        "A request counts in the year in which it was first received, whatever became of it later. Regional "
        "requests count under their region and not under a country."
    ),
    "requests-received": (
        "{received, plural, =0 {The secretariat received no request for assistance {period}. The overview in "
        "{table:requests-by-region} is kept for comparison with other years.} other {The secretariat received "
        "{received, series} {received, plural, one {request} other {requests}} for assistance "
        "{period}{countries, plural, =0 {, none of them from a single country} one {, from {countries, series} "
        "country} other {, from {countries, series} countries}}{regional, plural, =0 {} one {; {regional, "
        "series} of them was made on behalf of a region} other {; {regional, series} of them were made on behalf "
        "of a region}}. Details by region are set out in {table:requests-by-region}.}}"
    ),
    "requests-outcome": (
        "{received, plural, =0 {There was therefore nothing to decide on among the requests of the period.} "
        "other {By {cut_off}, of the requests received, {admitted, plural, =0 {none had} other {{admitted, "
        "series} had}} been admitted, {refused, plural, =0 {none had} other {{refused, series} had}} been "
        "refused and {withdrawn, plural, =0 {none had} other {{withdrawn, series} had}} been withdrawn before a "
        "decision; {pending, plural, =0 {none was} one {{pending, series} was} other {{pending, series} were}} "
        "awaiting a decision.}}"
    ),
    "requests-responses": (
        "{rate, plural, none {As no request of the period had been admitted, no response rate can be given.} "
        "other {Of the requests admitted, {responded, plural, =0 {none had} other {{responded, series} had}} "
        "received a first substantive response, a response rate of {rate}, and {completed, plural, =0 {none had} "
        "other {{completed, series} had}} been completed. The regions are compared in "
        "{figure:requests-by-region}.}} {completed_flow, plural, =0 {No request of any year was completed in the "
        "period.} other {Counting requests of all years, {completed_flow, series} {completed_flow, plural, one "
        "{was} other {were}} completed in the period.}}"
    ),
    "requests-stock": (
        "At the beginning of the period {opening, plural, =0 {no admitted request was open} one {{opening, "
        "series} admitted request was open} other {{opening, series} admitted requests were open}}. In the "
        "period {inflow, plural, =0 {none was} one {{inflow, series} was} other {{inflow, series} were}} "
        "admitted and {outflow, plural, =0 {none was} one {{outflow, series} was} other {{outflow, series} "
        "were}} completed or withdrawn, so that {closing, plural, =0 {none} other {{closing, series}}} remained "
        "open at its end."
    ),
    "requests-groups": (
        "{received, plural, =0 {With no request received, shares of the groups to which the Plan gives special "
        "attention cannot be given.} other {Of the requests received, {ldc} came from least developed countries, "
        "{lldc} from landlocked developing countries, {sids} from small island developing States and {africa} "
        "from Africa. A country may belong to several of these groups, so that the shares overlap.}}"
    ),
    "requests-places": (
        "{received, plural, =0 {As no request was received, no map by country is given.} other {The number of "
        "requests by country is shown in {figure:requests-map}. Each square stands for one country; its position "
        "within a region has no geographical meaning. The same data are given in {annex:by-country}.}}"
    ),
    "requests-fields": (
        "{received, plural, =0 {No field of assistance was requested in the period.} other {By primary field, "
        "most requests concerned {fields}. All fields are given in {table:requests-by-field}; a request may name "
        "further fields, which are counted in its second column.}}"
    ),
    "requests-time": (
        "{median, plural, none {No request of the period received a first response by {cut_off}, so that the "
        "time to first response cannot be given.} other {The median time from receipt to first substantive "
        "response was {median}~days; nine in ten of the responses were given within {percentile}~days. An "
        "acknowledgement of receipt does not count as a response.}}"
    ),
    "requests-refused": (
        "{refused, plural, =0 {No request of the period was refused.} one {Of the requests received, {refused} "
        "was not admitted; the reason is given in {table:requests-refused}.} other {Of the requests received, "
        "{refused} were not admitted; the reasons are given in {table:requests-refused}.}}"
    ),
    "needs-assessments": (
        "{coverage, plural, none {No eligible country is recorded, so that the coverage of needs assessments "
        "cannot be given.} other {On {cut_off}, {covered, plural, =0 {no eligible country} one {{covered, "
        "series} eligible country} other {{covered, series} eligible countries}} had a needs assessment endorsed "
        "by the Government within the {years, plural, one {last year} other {last {years} years}}, which is a "
        "coverage of {coverage} among the {eligible, series} eligible {eligible, plural, one {country} other "
        "{countries}}.}}"
    ),
    "needs-priorities": (
        "{fields, select, none {No current assessment ranks its needs, so that no priority by region can be "
        "given.} other {The fields ranked most often among the first three priorities were {fields}. The fields "
        "of each region are given in {table:priorities}, and the needs that remain open in {annex:needs}.}}"
    ),
    "needs-gaps": (
        "{open, plural, =0 {No need of a current assessment was open on {cut_off}.} other {On {cut_off}, {open, "
        "series} {open, plural, one {need} other {needs}} of current assessments {open, plural, one {was} other "
        "{were}} open. For {gaps, plural, =0 {none of them there was no} other {{gaps, series} of them there was "
        "no}} active response: a gap rate of {rate}.{first_rate, plural, none {} other { Among needs of first "
        "priority the gap rate was {first_rate}.}}}}"
    ),
    "delivery-stages": (
        "{countries, plural, =0 {No country is recorded as having reached a stage of the United Nations "
        "development framework {period} with support of the Programme.} other {With support of the Programme, "
        "{countries, series} {countries, plural, one {country} other {countries}} reached a stage of the United "
        "Nations development framework {period}, {new, plural, =0 {none} other {{new, series}}} of them for the "
        "first time.}}{cumulative, plural, =0 {} other { The number of countries assisted since {since} is "
        "{cumulative, figure}.}} The stages are given in {table:stages}."
    ),
    "delivery-training": (
        "{persons, plural, =0 {No participant of a training activity was recorded {period}.} one {In training "
        "activities that ended {period}, {persons} person took part.} other {In training activities that ended "
        "{period}, {persons} persons took part.}}{women, plural, none {} other { Women made up {women} of those "
        "whose sex was recorded.}}{without, plural, =0 {} one { For {without} person this was not recorded.} "
        "other { For {without} persons this was not recorded.}}{uncounted, plural, =0 {} one { The participants "
        "of {uncounted} further activity were not counted.} other { The participants of {uncounted} further "
        "activities were not counted.}}"
    ),
    "cooperation-undp": (
        "Under the memorandum of understanding with the United Nations Development Programme, {activities, "
        "plural, =0 {no joint activity is recorded as active} one {{activities} joint activity was active} other "
        "{{activities} joint activities were active}} {period}. The joint working group is to meet once a "
        "quarter; of the {planned} {planned, plural, one {meeting} other {meetings}} foreseen, {held, plural, =0 "
        "{none is recorded as held} one {{held} was held} other {{held} were held}}."
    ),
    "cooperation-posts": (
        "{posts, plural, =0 {No post of focal point for multilateral environmental agreements is recorded in the "
        "regional offices.} other {On {cut_off}, {posts, series} {posts, plural, one {post} other {posts}} of "
        "focal point for multilateral environmental agreements {posts, plural, one {was} other {were}} "
        "established in the regional offices, {filled, plural, =0 {none of which is recorded as filled} other "
        "{{filled, series} of which {filled, plural, one {was} other {were}} filled}}{vacancy, plural, none {} "
        "other {, a vacancy rate of {vacancy} of the posts whose state is known}}{unknown, plural, =0 {} other "
        "{; for {unknown, series} the state is not recorded}}. They are listed in {annex:focal-points}.}}"
    ),
    "cooperation-reforms": (
        "{all, plural, =0 {No incremental reform of international environmental governance is recorded.} other "
        "{On {cut_off}, of the {all, figure} incremental reforms of international environmental governance, "
        "{completed, plural, =0 {none was completed} one {{completed, series} was completed} other {{completed, "
        "series} were completed}}, {in_progress, plural, =0 {none was in progress} one {{in_progress, series} "
        "was in progress} other {{in_progress, series} were in progress}}, {awaiting_council, plural, =0 {none "
        "awaited a decision of the Council} one {{awaiting_council, series} awaited a decision of the Council} "
        "other {{awaiting_council, series} awaited a decision of the Council}} and {awaiting_other, plural, =0 "
        "{none awaited a process outside the Council} one {{awaiting_other, series} awaited a process outside "
        "the Council} other {{awaiting_other, series} awaited a process outside the Council}}; {not_reported, "
        "plural, =0 {for all of them a status was reported} other {for {not_reported, series} no status was "
        "reported}}. Their status is given one by one in {annex:reforms}.}}"
    ),
    "cooperation-reforms-decision": (
        "The reforms marked as needing a decision of the Council are those numbered {numbers}.{note}"
    ),
    "note-decision-sources": (
        "The body of the 2012 report (para.~3) lists reforms 5, 7, 17, 20 and 29; the introduction to its annex "
        "lists 5, 7, 20 and 29. Both are shown here; the secretariat has to decide."
    ),
    "cooperation-duplication": (
        "{avoided, plural, =0 {No case in which the check with the clearing house avoided duplication is "
        "recorded {period}.} one {In {avoided} case, duplication of support already under way was avoided "
        "{period}.} other {In {avoided} cases, duplication of support already under way was avoided {period}.}} "
        "{overlap, plural, =0 {On {cut_off} no need was known to be served by several providers without a record "
        "of their coordination.} one {On {cut_off}, {overlap} need was served by two or more providers without a "
        "record of their coordination.} other {On {cut_off}, {overlap} needs were served by two or more "
        "providers without a record of their coordination.}}"
    ),
    "south-south-share": (
        "{share, plural, none {As no request of the period received a response, the share of South-South and "
        "triangular arrangements cannot be given.} other {Of the requests responded to, {share} were served by "
        "South-South or triangular arrangements.}}"
    ),
    "south-south-exchange": (
        "In the South-South exchange mechanism {offers, plural, =0 {no offer was open} one {{offers} offer was "
        "open} other {{offers} offers were open}} on {cut_off}. In the period, {entered, plural, =0 {no request "
        "was} one {{entered, series} request was} other {{entered, series} requests were}} opened to partners "
        "and {matches, plural, =0 {no match was} one {{matches, series} match was} other {{matches, series} "
        "matches were}} agreed.{rate, plural, none {} other { Of the requests opened in the period, {rate} had "
        "been matched by {cut_off}.}} Offers, requests and matches are listed in {annex:exchange}."
    ),
    "advantages-inventory": (
        "{offers, plural, =0 {The inventory of expertise on offer held no open entry on {cut_off}.} one {The "
        "inventory of expertise on offer held {offers} open entry on {cut_off}.} other {The inventory of "
        "expertise on offer held {offers} open entries on {cut_off}.{fields, plural, =0 {} other { They are "
        "given by field in {table:expertise}.}}}}"
    ),
    "resources-contributions": (
        "{rows, plural, =0 {No contribution with a known amount and date is recorded for the period. The table "
        "of contributions ({table:contributions}) is kept for comparison with other years.} other {Contributions "
        "pledged {period} amounted to {pledged}, and {paid} was paid{collection, plural, none {} other {, a "
        "collection rate of {collection}}}. An amount of {applied} was applied directly to the Plan{share, "
        "plural, none {} other {, which is {share} of the amount paid}}. The amounts are given by fund in "
        "{table:contributions} and by contributor in {annex:contributions}.}}"
    ),
    "resources-target": (
        "The target is that {target} of the Environment Fund be applied directly to the Plan; the same target "
        "holds for earmarked and bilateral contributions.{note}{attainment, plural, none { As no amount of the "
        "Environment Fund is recorded for the period, its attainment cannot be given.} other { The share of the "
        "Environment Fund was {share}, so that the target was attained to {attainment}.}}"
    ),
    "note-target-sources": (
        "UNEP/GCSS.IX/3/Add.1, para.~99, prints “at least 3~per~cent”; para.~101 of the same report speaks of "
        "“the 35~per~cent target”. The figure used here is a setting of the secretariat."
    ),
    "resources-groups": (
        "{rows, plural, =0 {} other {Of the amounts applied to the Plan, {ldc} is recorded as applied in least "
        "developed countries, {lldc} in landlocked developing countries, {sids} in small island developing "
        "States and {africa} in Africa; the groups overlap, and money not recorded by country counts only in the "
        "whole.}}"
    ),
    "results-needs": (
        "{met, plural, =0 {No need was marked as met {period} with verified evidence and a completed response.} "
        "other {With verified evidence and a completed response, {met} {met, plural, one {need was} other {needs "
        "were}} marked as met {period}.}}{verified, plural, none {} other { Of the requests completed in the "
        "period, {verified} had a verified result.}}"
    ),
    "results-lessons": (
        "{all, plural, =0 {No success story, shortcoming or lesson was published in the portal {period}.} other "
        "{The portal published {success, plural, =0 {no success story} one {{success, series} success story} "
        "other {{success, series} success stories}}, {shortcoming, plural, =0 {no shortcoming} one "
        "{{shortcoming, series} shortcoming} other {{shortcoming, series} shortcomings}} and {lesson, plural, =0 "
        "{no lesson} one {{lesson, series} lesson} other {{lesson, series} lessons}} {period}.}}"
    ),
    "note-reform-9": "The source gives no status row for reform~9; it prints without one and counts as not reported.",
    "note-reform-see": "The source refers to another item; the number of that reform is given.",
    "note-reform-legend": (
        "SP: subprogramme; CC: climate change; EG: environmental governance; EM: ecosystem management; HSHW: "
        "harmful substances and hazardous waste; RE: resource efficiency; EA: expected accomplishment."
    ),
    "note-reform-text": (
        "Reforms, ongoing actions, further actions and implications are summaries of the annex to the 2012 "
        "report and do not change; only the status is reported anew."
    ),
    "note-environment-fund": (
        "For the Environment Fund the share is over its expenditure in the period where that is recorded, "
        "otherwise over the amount paid."
    ),
    "note-median": "Days are counted over the requests responded to.",
    "definitions-intro": (
        "The definitions below hold for all figures of the report. A cohort measure follows the requests "
        "received in the period; a flow measure counts what happened in the period; a stock is what stood at the "
        "reference date."
    ),
    "definitions-period": (
        "The period runs from {start} to {end}, both days included, in calendar days of Nairobi. The reference "
        "date is {cut_off}. Figures are computed from a frozen copy of the records taken after that date."
    ),
    "definitions-excluded": (
        "Records marked as test, and requests merged into another request, are left out; the surviving request "
        "counts once. Membership of regions and groups is that valid at the reference date."
    ),
    "definitions-rounding": (
        "Figures are rounded once, at the end, half away from zero. Shares are rounded one by one and may not "
        "add up to 100. Where there is nothing to divide by, a dash is printed; such a figure is never treated "
        "as zero. Sums by country, by region and in total agree; counts of distinct countries are exempt."
    ),
    "definitions-target": (
        "The target share of the Environment Fund is set to {target}.{sources, select, none {} other { The "
        "founding documents state: {sources}.}} {disagreement}"
    ),
    "definitions-validity": (
        "A needs assessment counts as valid for {years, figure} years after its endorsement by the Government. "
        "Countries assisted are counted from {since} onwards."
    ),
    "definitions-reforms": "Reforms that need a decision of the Council: {disagreement}",
    "nothing-to-report": "There is nothing to report under this heading for the period.",
    "annex-empty": "No entry is recorded for the period.",
    "note-secondary": "A request may name several secondary fields; that column does not add up.",
    "note-priorities": (
        "The first five fields of each region are given, in the order of the number of countries, of first ranks "
        "and of their code."
    ),
    "case-title": "{title}:",
    "case-field": "{label}: ",
}
