"""The cues of English outcome documents: what counts as an undertaking, and what only looks like one.

Order does not matter. Where several cues reach the same verb, the longest words win. See `policy` for the notation.
"""

from tequio.engines.extraction.findings import Kind, Strength
from tequio.engines.extraction.policy import Cue, Rejection

__all__ = ["CUES", "REJECTIONS", "TRIGGERS"]

_SOFT, _ASK = Strength.SOFT, Kind.RECOMMENDATION
_WILL_NOUNS = "commitment|intention|intent|will|willingness|determination|resolve|readiness|pledge|desire|aim|interest|ambition|preparedness|promise|undertaking"
_VOICING = "reaffirm|re-affirm|reiterate|affirm|express|renew|restate|confirm|declare|announce|voice|signal|indicate|reinforce|repeat|reassert|demonstrate|state"
_GOALS = "goal|aim|objective|task|principle|vision|process|work|policy"

CUES = (
    Cue("en.commit", ("<commit> SELF? ADV* to ADV* V", "<commit>ing SELF? ADV* to ADV* V",
                      f"<commit> SELF? ADV* to the|our|their|its|a *2 NOUN({_GOALS}) of ADV* VBG"),
        "'commit to' + verb; subject: {subject}"),
    Cue("en.commit.np", ("<commit> SELF? ADV* to NP",), "'commit to' + an activity; subject: {subject}", prior=0.6),
    Cue("en.committed", ("BE ADV* committed *4 to ADV* V", f"BE ADV* committed *2 to the|our|their|its|a *2 NOUN({_GOALS}) of ADV* VBG"),
        "'be committed to' + verb; subject: {subject}", strength=_SOFT),
    Cue("en.committed.np", ("BE ADV* committed *4 to NP",),
        "'be committed to' + an activity; subject: {subject}", strength=_SOFT, prior=0.4),
    Cue("en.agree", ("<agree|concur|consent> ADV* to ADV* VB", "<agree>ing ADV* to ADV* VB"), "'agree to' + infinitive; subject: {subject}"),
    Cue("en.agree.aside", ("<agree|decide|pledge|undertake|resolve> , ~18 , to ADV* VB", "<commit> , ~18 , to ADV* V"),
        "'agree', an aside, 'to' + verb; subject: {subject}", prior=0.7),
    Cue("en.agree.ing", ("<agree> ADV* to VBG",), "'agree to' + verb; subject: {subject}"),
    Cue("en.agree.that", ("<agree|decide|determine|resolve|concur> ADV* that? THAT", "<agree|decide|resolve|determine> ADV* that SUBJ"),
        "'agree that' + what somebody will do; subject: {subject}"),
    Cue("en.agree.np", ("<agree> ADV* on|upon NP", "<agree> NP", "<decide> on|upon NP", "<agree> to NP"),
        "'agree on' + a step taken together; subject: {subject}", prior=0.6),
    Cue("en.pledge", ("<pledge|vow|promise|undertake|resolve|decide|offer|elect|volunteer|swear|covenant|endeavour|endeavor|opt|choose> ADV* to ADV* VB",
                      "<pledge|promise>ing ADV* to ADV* VB",
                      "<pledge|commit|agree|undertake|resolve|decide> as *5 to ADV* VB"),
        "'pledge, decide, undertake to' + verb; subject: {subject}"),
    Cue("en.pledge.that", ("<commit|pledge|promise|undertake|vow|assure|guarantee> *8 that THAT",),
        "pledged that something will be done; subject: {subject}", subject="actor"),
    Cue("en.commitment.made", (
        "<make|give|take|assume|offer|enter> *4 NOUN(commitment|pledge|undertaking|promise|decision|assurance|determination) ADV* to ADV* V",
        "<enter> into *4 NOUN(agreement|arrangement|understanding) ADV* to ADV* VB", "<come|arrive> *1 NOUN(agreement|consensus|understanding) to ADV* VB",
        "<arrive> at *2 NOUN(agreement|consensus|understanding|decision) ADV* to ADV* VB", "<adopt|take|issue> *3 NOUN(decision|resolution) to ADV* VB"),
        "a commitment or decision made + verb; subject: {subject}"),
    Cue("en.looking", ("BE ADV* looking to ADV* VB",), "'are looking to' + verb; subject: {subject}", strength=_SOFT, subject="actor", prior=0.6),
    Cue("en.are.to", ("is|are|were|was to ADV* VB",), "'are to' + verb; subject: {subject}", subject="actor", prior=0.6),
    Cue("en.united", ("united|steadfast|unwavering|resolute|firm|unequivocal|unanimous in our|their|its|the *2 NOUN(commitment|determination|resolve|intention|will) to ADV* V",),
        "united in the determination to + verb; subject: {subject}", strength=_SOFT),
    Cue("en.pledge.np", ("<pledge> NP",), "'pledge' + an activity or sum; subject: {subject}", prior=0.6),
    Cue("en.determined", ("BE ADV* determined|ready|prepared|willing|resolved|poised ADV* to ADV* VB", "<stand> ready to ADV* VB"),
        "'be determined, ready to' + verb; subject: {subject}", strength=_SOFT),
    Cue("en.firm.in", ("<stand> firm in the|our|their commitment to ADV* V",),
        "'stand firm in the commitment to' + verb; subject: {subject}", strength=_SOFT),
    Cue("en.intend", ("<intend|plan|seek|aim|expect|hope|propose|aspire> ADV* to ADV* VB", "<intend|plan> on VBG"),
        "'intend, plan, seek to' + verb; subject: {subject}", strength=_SOFT, subject="actor"),
    Cue("en.expected.that", ("it is|was ADV* expected|anticipated|foreseen|envisaged that THAT",),
        "'it is expected that' + what will be done; subject: {subject}", strength=_SOFT, prior=0.7),
    Cue("en.expected", ("BE ADV* expected|scheduled|planned|due|set ADV* to ADV* VB",),
        "'is expected to' + verb; subject: {subject}", strength=_SOFT),
    Cue("en.scheduled", ("BE ADV* scheduled|planned|slated|due|set|foreseen for|in|on END", "BE ADV* scheduled|slated|due ADV* to be|take END"),
        "a meeting that is scheduled: {subject}", strength=_SOFT, prior=0.7),
    Cue("en.reaffirm", (
        f"<{_VOICING}> *6 NOUN({_WILL_NOUNS}) ADV* to ADV* V",
        f"<{_VOICING}> *6 NOUN({_WILL_NOUNS}) of|in|on ADV* VBG",
        f"<reaffirm|re-affirm|reiterate|affirm|express|renew|voice|confirm> *6 NOUN({_WILL_NOUNS}) of *5 to ADV* V",
        f"<reaffirm|reiterate|affirm|express|renew|reinforce|confirm>ing *6 NOUN({_WILL_NOUNS}) to|in|of|on ADV* V",
        f"<{_VOICING}> ~16 and our|their|its *2 NOUN({_WILL_NOUNS}) to ADV* V",
        "<affirm|reaffirm|re-affirm> to ADV* VB",
        f"shared the|its|his|her|their *3 NOUN({_WILL_NOUNS}) to ADV* V",
        f"<{_VOICING}> *6 NOUN(commitment|determination) to the *2 NOUN({_GOALS}) of ADV* VBG",
        f"<reaffirm|re-affirm|reiterate|affirm|express> *4 NOUN({_WILL_NOUNS}) , *8 , to ADV* V",
            "<reaffirm|re-affirm|reiterate|affirm|express> *4 NOUN(commitment) ~8 and to ADV* VBG",
            "<reaffirm|re-affirm|reiterate|confirm> *3 NOUN(agreement|decision|understanding|plan) to ADV* VB"),
        "commitment or intention expressed + verb; subject: {subject}", strength=_SOFT),
    Cue("en.reaffirm.np", ("<reaffirm|re-affirm|reiterate|affirm|renew|reinforce> *6 NOUN(commitment) to NP",),
        "commitment reaffirmed + an activity; subject: {subject}", strength=_SOFT, prior=0.4),
    Cue("en.interest", ("interest was|is ADV* expressed to|in ADV* V", "unanimous|broad|strong|wide support for NP",
                        "<express|voice> *3 support for a|an|another? NP"),
        "interest or support expressed for a step", strength=_SOFT, prior=0.6),
    Cue("en.will", ("will|shall ADV* VB", "'ll ADV* VB"), "party + 'will' + verb; subject: {subject}", subject="actor"),
    Cue("en.will.be", ("will|shall ADV* be ADV* VBD", "will|shall ADV* be ADV* VBG", "will|shall ADV* be ADV* the|a|an END"),
        "'will be' done; subject: {subject}", subject="event"),
    Cue("en.announce", ("<announce> ADV* that? THAT",), "announced what it will do; subject: {subject}", subject="actor"),
    Cue("en.announce.np", ("<announce> ADV* NP",), "announced a future programme; subject: {subject}", subject="actor", prior=0.55),
    Cue("en.direct", ("<instruct|direct|order|task|mandate|charge|assign|commission|authorize|authorise|entrust> ~18 to ADV* VB",),
        "leaders direct their own: '{cue}'; actor: {addressee}", asks=True, subject="actor"),
    Cue("en.entrust", ("<entrust|assign|give> the|a|this *5 NOUN(chair|chairmanship|position|task|mandate|preparation|organization|organisation|secretariat|role|responsibility|coordination) ~8 to END",),
        "a task or post given to somebody; subject: {subject}", prior=0.6),
    Cue("en.direct.with", ("<task|charge|entrust> ~10 with VBG",), "leaders direct their own: '{cue}'; actor: {addressee}", asks=True, subject="actor"),
    Cue("en.agreement.reached", ("<reach|conclude|forge|find> *4 NOUN(agreement|consensus|understanding) ADV* to ADV* VB", "<reach|conclude> *3 NOUN(agreement|consensus|understanding) on NP",
        "NOUN(agreement|consensus|understanding) was|were|is reached on NP", "NOUN(agreement|consensus|understanding) was|were|is reached that THAT", "NOUN(consensus|understanding) was|were reached ADV* to ADV* VB", "NOUN(agreement) was|were reached ADV* to ADV* VB"),
        "agreement reached to + verb; subject: {subject}"),
    Cue("en.said", ("said|stated|confirmed|indicated|added|informed|explained|declared ADV* that? THAT", "told|informed|advised|notified *8 that THAT"), "said what it will do; subject: {subject}", prior=0.5),
    Cue("en.efforts", ("efforts will be made to|toward|towards ADV* V",), "'efforts will be made to' + verb"),
    Cue("en.was.agreed", ("it was|is ADV* agreed|decided|resolved ADV* to ADV* VB", "it was|is ADV* agreed|decided that THAT", "it was|is ADV* agreed|decided that SUBJ"),
        "'it was agreed to' + verb"),
    Cue("en.accept", ("<accept|adopt|endorse|approve> the|a|an|this|its|their|two? *4 NOUN(plan|programme|program|roadmap|workplan|strategy|agenda|framework|protocol) END",),
        "the meeting accepted a plan of work; subject: {subject}", prior=0.5),
    Cue("en.accepted.invitation", ("<invite> *8 to ADV* visit",), "invitation to visit", asks=True),
    Cue("en.accepted.offer", ("<accept|welcome> *5 NOUN(offer|invitation) *8 to ADV* VB",), "an offer or invitation accepted; subject: {subject}"),
    # requests
    Cue("en.recommend", (
        "<recommend|urge|encourage|invite|request|exhort|advise|appeal|ask|press|implore|beseech> ~22 to ADV* VB",
        "<call> on|upon|for ~22 to ADV* VB", "in calling|urging|inviting|encouraging|requesting|appealing on|upon|for|to? ~18 to ADV* VB"),
        "'{cue}' + somebody + verb: a request to {addressee}", kind=_ASK, asks=True),
    Cue("en.recommend.that", ("<recommend|request|propose|suggest|advise|urge|demand|insist> ADV* that THAT", "<recommend|request|propose|suggest|advise|urge> ADV* that SUBJ", "<recommend> ADV* VBG"),
        "'recommend that': a request to {addressee}", kind=_ASK),
    Cue("en.encouraged", ("BE ADV* encouraged|urged|invited|requested|recommended|called|advised|asked|exhorted on|upon? ADV* to ADV* VB",),
        "'is encouraged, urged, invited to' + verb: a request to {subject}", kind=_ASK),
    Cue("en.should", ("should|must|shall ADV* VB", "should|must ADV* be ADV* VBD"),
        "'the State should' + verb: a request to {subject}", kind=_ASK, subject="duty"),
)  # fmt: skip

REJECTIONS = (
    Rejection("en.no.importance", ("<agree> ADV* on|upon|about the *3 importance|need|necessity|value|relevance|benefits|urgency",
                                   "<agree> ADV* that the? *8 is|are|was|were|remain|remains|remained|has|have|had"),
              "'agree on the importance, the need, that something is so': an opinion shared, not a step"),
    Rejection("en.no.underline", ("<underscore|underline|stress|emphasize|emphasise|highlight|note|recall|recognize|recognise|acknowledge|welcome|applaud|commend|praise|appreciate|celebrate> *9 NOUN(commitment|pledge|intention|willingness|need|importance|agreement|decision)",),
              "a commitment or need underlined, noted or welcomed, not made"),
    Rejection("en.no.discuss", ("<discuss|review|explore|consider|address|examine> *6 NOUN(commitment|opportunity|opportunities|effort|way|ways|way|option|cooperation|program|programme|challenge)",
                                "<exchange|exchanged> views"),
              "discussed or reviewed, not undertaken"),
    Rejection("en.no.value", ("<reaffirm|re-affirm|reiterate|affirm|express|renew|share|underscore> *8 NOUN(commitment|support|adherence) to|for",
                              "BE ADV* committed *2 to"),
              "commitment to a value, a treaty or a general aim"),
    Rejection("en.no.progress", ("is|are|was|were ADV* working|taking|seeking|making|helping|continuing", "have|has ADV* VBD"),
              "already done or under way"),
    Rejection("en.no.stock", ("took stock", "take stock", "<welcome|note|thank|condemn|regret|deplore|congratulate|commend|recognize|recognise|acknowledge|stress|underline>"),
              "noted, welcomed or stressed: nothing is undertaken"),
    Rejection("en.no.can", ("we ADV* must|can|need", "must|can|should ADV* VB"), "an exhortation or a possibility, not an undertaking"),
    Rejection("en.no.will", ("will|would ADV* VB",), "what is said to follow: the subject cannot undertake"),
)  # fmt: skip

# A sentence without any of these words cannot hold a cue and is not looked at.
TRIGGERS = (
    r"\A(?:To|For) the |\b(?:commit|agree|pledg|vow|promis|undertak|undertook|resolv|decid|determin|ready|prepared|willing|firm in|intend|plan|seek|sought|"
    r"aim|expect|schedul|due to|set to|re-?affirm|reiterat|affirm|express|renew|confirm|declar|announc|interest|support for|will\b|shall|"
    r"'ll|instruct|direct|order|task|mandat|charg|request|ask|recommend|urg|encourag|invit|call|exhort|advis|appeal|propos|suggest|"
    r"should|must|accept|adopt|endors|said\b|stated\b|informed|added|reach|offer|entrust|approv|elect|signal|underscor|underlin|stress|highlight|discuss|voic|press|"
    r"endeavou?r|concur|consent|assur|guarantee|promise|undertaking|enter|arrive|look|united|steadfast|unwavering|resolute|hop(?:e|ing)|told|notif|explain|shar|reinforc|"
    r"assign|commission|authori|volunteer|implor|demand|insist|(?:is|are|was|were) to|consensus)"
)
