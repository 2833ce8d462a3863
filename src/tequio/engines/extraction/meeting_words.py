"""Words that tell of a meeting, for those who read its name, its date and its place."""

from __future__ import annotations

from tequio.engines.extraction.caseless import Caseless

__all__ = ["CAPITALISED", "EVENT", "MET"]

EVENT = (
    r"(?i:seminar-workshop|meetings?|dialogues?|summit|conference|forum|seminar|workshop|assembly|talks"
    r"|consultations?"
    r"|(?:phone |telephone |video )?call|conversation|consultative committee|joint commission|review"
    r"|session|launch"
    r"|reuni[óo]n(?:es)?|di[áa]logos?|cumbre|conferencia|foro|seminario|taller|encuentro|asamblea|consultas"
    r"|conversaci[óo]n|llamada|visita|comisi[óo]n mixta|ronda|sesi[óo]n|grupo de alto nivel|high-level group)"
)
CAPITALISED = r"[A-ZÁÉÍÓÚÑ][\wáéíóúñü’'.‑–-]*"

# A past act of meeting. Present for titles: "Mexico and the UK hold first Dialogue".
MET = Caseless(
    r"\b(?:held|hold|met|meet|here (?:with you )?(?:in|at)|gathered here|hosted|welcomed|received|spoke"
    r"|convened|gathered|took place|(?:co-?)?chaired|to co-?chair|co-?chair the|reached (?:this |an? |the )?(?:consensus|agreement)|had the (?:honou?r|pleasure|privilege) (?:to|of)|attended|joined|heard"
    r"|examined|considered the|reviewed|conducted the review|agreed today at|concluded|launched|participated"
    r"|visited|called (?:[\w.’-]+ ){0,3}(?:president|prime|foreign|minister|secretary|chancellor|king|counterpart)|travell?ed to|paid (?:an? )?(?:\w+ ){0,3}visit|co-?hosted|wrapped up|kicked off|conferred|sat down|assembled"
    r"|(?:issued|adopted|released) (?:the|a|this|their|following)(?: following| present)?"
    r" (?:joint |final |ministerial |political )*(?:statement|declaration|communiqu[ée]s?)"
    r"|celebr(?:ó|aron|ada|adas|ado|ados)|se reuni(?:ó|eron)|reunid[oa]s|llev(?:ó|aron) a cabo|tuvo lugar"
    r"|sostuv(?:o|ieron)"
    r"|convers(?:ó|aron)|se realiz(?:ó|aron)|realizad[oa]|recibi(?:ó|eron)|examin(?:ó|aron)|particip(?:ó"
    r"|aron)|convoc\w+|encabez(?:ó|aron|ad[oa]s?)|presidi(?:ó|eron|d[oa]s?)|se instal(?:ó|aron)|instalad[oa]"
    r"|mantuv(?:o|ieron)(?: (?:hoy|ayer|este \w+|el \w+ \w+|en [A-Z]\w+),?)? (?:una?|su|conversaciones)|nos (?:hemos reunido|reunimos)"
    r"|(?:tras|luego de|después de|al término de) (?:sostener|mantener|celebrar) (?:una?|su)|hemos sostenido"
    r"|(?:tras|durante|al término de) (?:el encuentro|la reunión|su reunión) (?:entre|con|de los|de las|del)|concluy(?:ó|eron)|culmin(?:ó|aron)|finaliz(?:ó|aron)"
    r"|dio inicio|dieron inicio|se (?:inici|efectu|desarroll|congreg|encontr)(?:ó|aron)|desarrollad[oa]s?"
    r"|visit(?:ó|aron)|realiz(?:ó|aron) (?:una|su) (?:\w+ )?visita|fue sede|efectuad[oa]s?"
    r"|(?:emiti|suscribi|adopt)(?:ó|eron|aron) (?:la|el|una?|este|esta) (?:siguiente |presente )?"
    r"(?:comunicado|declaración|pronunciamiento)"
    r"|tuvieron lugar|asisti(?:ó|eron)|hosted"
    r"|se entrevist(?:ó|aron)|dialog(?:ó|aron)|clausur(?:ó|aron)|inaugur(?:ó|aron)|llegó durante)\b"
)
