"""What servers and people write, in the languages they write it in, always compared folded."""

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.MULTILINE)


# Who writes for a mail server.
DAEMON = _any(
    r"mailer[-_. ]?daemon",
    r"post-?master",
    r"mail[ .-]?(delivery|server|system|robot|administrator)",
    r"mdaemon",
    r"delivery[ .-]?(sub)?system",
    r"\bndr\b",
    r"(anti-?virus|gateway|mailgate)",
    r"system administrator|administrateur systeme|systemadministrator",
)

# Addresses that are nobody's: a message that names them does not say that they failed.
NO_RECIPIENT = _any(
    r"^(mailer-daemon|post-?master|mdaemon|abuse|hostmaster|no-?reply|ne-?pas-?repondre)\b"
)

# It did not arrive, and nobody says that it still might.
FAILURE = _any(
    r"(can(no|')t|could ?n[o']t|not|unable to|never) (be |been |to be )?"
    r"(deliver|process|reach|sent)",
    r"(un|not )deliver(able|ed)|undeliver|non[- ]?deliver",
    r"deliv?e?ry .{0,60}(fail|abort|impossible|error)|delivery (status notification|unsuccessful)",
    r"fail(ed|ure)? .{0,30}(deliver|notice|recipient|address|message|send)",
    r"(deliver|message|mail|address|recipient)\S* .{0,40}(has |have |had )?(failed|bounced)",
    r"(unable|wasn't able|failed|trouble|error|problem).{0,40}(deliver|send)",
    r"returned? (mail|message|to sender)|returning message|mail return",
    r"(permanent|fatal)(, | \(?)?.{0,10}(error|failure)",
    r"did(n't| not) (reach|receive|arrive)",
    r"(user|recipient|mailbox|account|address|destinataire|utilisateur).{0,40}(unknown|not found"
    r"|n'existe|inconnu|does ?n[o']t exist|not exist|is full|invalid|over quota|disabled|closed)",
    r"(unknown|no such|invalid|bad) (local )?(user|recipient|mailbox|account|address|destination)",
    r"no (such )?(user|mailbox|person|account) (here|by that|of that|with that)?",
    r"no longer (valid|active|in use|in service|accept|work|employ|exist|receive|available)",
    r"mailbox (is )?full|over ?quota|quota exceeded|exceeded .{0,20}quota",
    r"^\W*5\d\d[ -]|[\s<\[(:#]5\.\d\.\d{1,3}\b",
    # French
    r"n'a (pas )?(pu|ete) .{0,20}(remis|delivre|distribue|livre|transmis|achemine|envoye|depose)",
    r"non[- ](remis|delivre|distribu|livr)|echec .{0,25}(remise|distribution|envoi|livraison)",
    r"impossible (de|d').{0,20}(remettre|delivrer|distribuer|livrer|envoyer|acheminer)",
    r"(boite|messagerie).{0,30}(pleine|saturee)|n'est plus (valide|active|utilisee|en service)",
    r"adresse.{0,40}(inconnue|invalide|incorrecte|erronee|n'existe)",
    # German, Spanish, Italian, Portuguese, Dutch
    r"unzustellbar|(nicht|konnte).{0,40}zugestellt|zustellung.{0,30}(fehlgeschlagen|gescheitert)",
    r"no (ha )?(se )?(pudo|podido|puede).{0,20}entrega|error (de|en la) entrega|no entregado",
    r"(non|impossibile).{0,30}(recapita|consegna)|mancat[ao] (recapito|consegna)",
    r"nao (pode|foi|pude).{0,25}(entreg|envia)|falha na entrega",
    r"niet .{0,20}(bezorgd|afgeleverd)|onbestelbaar",
    # Russian, Japanese, Chinese
    r"не (может быть|было|был|удалось|удается) .{0,20}доставл|недоставлен",
    r"送信できません|配信できません|配送できません|送信に失敗|配信に失敗|届けることができません|配達できません",
    r"投递失败|无法投递|退信|无法送达|不存在",
)

# It has not arrived yet.
DELAY = _any(
    r"(will|shall) (keep|be|continue|still)? ?(re-?)?(try|tried|trying|retry|retried|attempt)",
    r"(will|shall) (keep|continue) (on )?(to )?(re-?)?(try|attempt|deliver)",
    r"(attempts?|tries) (to deliver )?.{0,30}(will|shall) (be )?(continue|made)",
    r"(do not|don't|not) need to resend|do not resend",
    r"(is )?(only )?a warning (message )?only|warning message only|advisory-only",
    r"\b(has been|is|was|been) (delayed|postponed|deferred)|delivery.{0,20}delayed",
    r"delay(ed)? (notification|notice|mail)|^delayed\b|\bdeferred:",
    r"(not|n't) (yet )?been delivered.{0,20}(yet|so far)|not yet (been )?delivered",
    r"(could|has|have|was) ?(not|n't).{0,40}for (the )?(last|past|more than|at least) \d",
    r"still (be )?(trying|being tried|queued)|remains? (in|on) the queue",
    r"cannot send message for|could not send message for past",
    r"retard|differe\b|nouvelles? tentative|nouveaux? essai|sera (represente|retente)",
    r"\bva (re-?)?essayer|reessa(ie|ye)ra|tentera",
    r"verzoger|zustellversuch.{0,30}(weiter|erneut|fortgesetzt)",
    r"retrasad|se (seguira|volvera) (a )?intent|ritard|atrasad|vertraag",
    r"遅延|再送|延迟",
)

# It will never arrive, whatever else is said of trying.
FINAL = _any(
    r"giv(e|en|ing) up|abandon(n?ed|ne)|permanent|fatal(?! warning)|no further|too long in",
    r"(not|n't) (going to |be )?(re-?)?(try|tried|retried|attempted) (it )?(again|further)",
    r"(has|have) been (in the queue )?too long|in the queue too long|queue too long",
    r"will not be (re-?)?(tried|attempted|sent)|(message|mail) (has )?expired|timeout exceeded",
    r"after .{0,20}(attempts|tries|hours?\(?s?\)?)|failed \d+ attempts",
    r"unrouteable|definitif|definitivement|dauerhaft",
)
NOT_FATAL = _any(
    r"non-?fatal|not (a )?(fatal|permanent)|no fatal|not yet|warning only"
    r"|fatal errors? (did not|has not)",
    r"notification \(delay\)|(delivery|remise) incomplete|en cas d'echec",
    r"\bif .{0,40}(fails|failed) (permanently|for good)",
)

# A person, or a program for them: not about the delivery.
AWAY = _any(
    r"out of (the )?office|away from (the |my )?(office|desk|mail)|on (vacation|leave|holiday)",
    r"auto(matic|mated|matisch\w*)?[- ]?(reply|response|responder|answer|antwort|replied)",
    r"(reponse|message) automatique d'absence|reponse automatique|absen(t|ce)( du bureau)?\b",
    r"en conges?\b|actuellement absent|de retour (le|lundi)|je serai de retour",
    r"abwesen|nicht im (buro|haus)|im urlaub|automatische antwort",
    r"fuera de (la )?oficina|respuesta automatica|fuori (ufficio|sede)|risposta automatica",
    r"resposta automatica|ausente|afwezig|vacation|自動返信|不在|自动回复|отпуск|автоответ",
)
CHALLENGE = _any(
    r"confirm (that )?(you|your)|(verify|authenticate) (yourself|your (address|e-?mail|message))",
    r"challenge[- /]?response|awaiting (your )?(verification|confirmation|approval)|whitelist",
    r"(pour|afin) .{0,30}(vous )?authentifi|demande d'authentification|mailinblack|boxbe|spamarrest"
    r"|\btmda\b|mail in black|held for (approval|review)|awaits moderat",
)

# Somebody who answers, or hands on: what follows is a subject that they quote.
PASSED_ON = _any(r"\s*(re|fwd?|tr|rep|aw|wg|rv|r)\s?(\[\d+\])?\s?:")

# Where the returned message begins.
ORIGINAL = _any(
    r"^.{0,5}-{2,}.{0,12}(this is a copy|below this line|start of returned|original message"
    r"|returned (mail|message)|unsent message|message (header|text|contents)? ?(follow|body)"
    r"|below the next line|attachment is a copy|the header of the original|mensaje original"
    r"|message d'origine|original mail|your original|message header|original headers"
    r"|undelivered message|received message|mail header|included is|a copy of).*$",
    r"^.{0,10}(below|here|included|this|following) is (a copy of|(the|your) (original|return)).*$",
    r"^\W{0,8}(original|unsent|returned|undelivered) (message|mail|headers?)( (body|text|header))?"
    r"( (is )?(attached|follow(s|ing)?|included|below))?\W*$",
    r"^.{0,30}original message (follows?|attached|text|headers).*$",
    r"^\W*(your )?(old|original) message( was)?:\W*$|^message (header|text)s? follows?.*$",
    r"^.{0,20}first \d+ lines of.{0,40}$",
    r"^\W*(message d'origine|mensaje original|message original)\W*$",
    r"^(received: ?(from|by|\(qmail)|return-path: ?<|x-envelope-from:).*$",
    r"^\W*元のメッセージ.*$|^.{0,20}原(始|邮)件.*$",
)
