"""What each kind of registration asks for, in the registries' own names.

10DLC: The Campaign Registry's brand and campaign; toll-free: the verification form that Twilio and Telnyx
pass on. A name here is a key of `Registration.details`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Details = Mapping[str, Any]

ENTITIES = ("PRIVATE_PROFIT", "PUBLIC_PROFIT", "NON_PROFIT", "GOVERNMENT", "SOLE_PROPRIETOR")
USE_CASES = (
    *("2FA", "ACCOUNT_NOTIFICATION", "CUSTOMER_CARE", "DELIVERY_NOTIFICATION", "FRAUD_ALERT"),
    *("HIGHER_EDUCATION", "LOW_VOLUME", "M2M", "MARKETING", "MIXED", "POLLING_VOTING"),
    *("PUBLIC_SERVICE_ANNOUNCEMENT", "SECURITY_ALERT"),
    # those that need a special approval
    *("AGENTS_FRANCHISES", "CARRIER_EXEMPT", "CHARITY", "EMERGENCY", "K12_EDUCATION", "POLITICAL", "PROXY"),
    *("SOCIAL", "SOLE_PROPRIETOR", "SWEEPSTAKE", "TRIAL"),
)
OPT_IN_TYPES = ("VERBAL", "WEB_FORM", "PAPER_FORM", "VIA_TEXT", "MOBILE_QR_CODE", "IMPORT")


@dataclass(frozen=True, slots=True)
class Asked:
    """One field. `only_if`: (field, values): asked when that field has one of these values; `but_if`: not.

    `shape`: text, phone, email, url, yes (a yes or no), list; sizes are characters, or entries of a list.
    """

    name: str
    required: bool = False
    shape: str = "text"
    least: int = 1
    most: int = 255
    choices: tuple[str, ...] = ()
    only_if: tuple[str, tuple[str | bool, ...]] | None = None
    but_if: tuple[str, tuple[str | bool, ...]] | None = None

    def is_asked(self, details: Details) -> bool:
        """Whether these details call for it."""
        if self.only_if and details.get(self.only_if[0]) not in self.only_if[1]:
            return False
        return not (self.but_if and details.get(self.but_if[0]) in self.but_if[1])


_SOLE = ("entityType", ("SOLE_PROPRIETOR",))
_PUBLIC = ("entityType", ("PUBLIC_PROFIT",))

BRAND = (
    Asked("entityType", True, choices=ENTITIES),
    Asked("displayName", True),
    Asked("companyName", True, but_if=_SOLE),
    Asked("firstName", True, most=100, only_if=_SOLE),
    Asked("lastName", True, most=100, only_if=_SOLE),
    Asked("ein", True, most=21, but_if=_SOLE),
    Asked("einIssuingCountry", most=2, least=2),
    Asked("phone", True, "phone"),
    Asked("mobilePhone", True, "phone", only_if=_SOLE),
    Asked("street", most=100),
    Asked("city", most=100),
    Asked("state", most=20),
    Asked("postalCode", most=10),
    Asked("country", True, least=2, most=2),
    Asked("email", True, "email"),
    Asked("businessContactEmail", True, "email", only_if=_PUBLIC),
    Asked("stockSymbol", True, most=10, only_if=_PUBLIC),
    Asked("stockExchange", True, most=100, only_if=_PUBLIC),
    Asked("website", shape="url"),
    Asked("vertical", True, most=50),
    Asked("altBusinessId", most=50),
    Asked("altBusinessIdType", choices=("DUNS", "LEI", "GIIN")),
)
_MIXED = ("usecase", ("MIXED",))
_LINKED = ("embeddedLink", (True,))
CAMPAIGN = (
    Asked("usecase", True, choices=USE_CASES),
    Asked("subUsecases", True, "list", least=2, most=5, choices=USE_CASES, only_if=_MIXED),
    Asked("description", True, least=40, most=4096),
    Asked("messageFlow", True, least=40, most=2048),
    Asked("sample1", True, least=20, most=1024),
    *(Asked(f"sample{number}", least=20, most=1024) for number in range(2, 6)),
    Asked("helpKeywords"),
    Asked("helpMessage", least=20, most=320),
    Asked("optinKeywords"),
    Asked("optinMessage", least=20, most=320),
    Asked("optoutKeywords"),
    Asked("optoutMessage", least=20, most=320),
    Asked("embeddedLink", shape="yes"),
    Asked("embeddedLinkSample", True, "url", only_if=_LINKED),
    *(
        Asked(name, shape="yes")
        for name in (
            *("subscriberOptin", "subscriberOptout", "subscriberHelp", "embeddedPhone", "numberPool"),
            *("ageGated", "directLending", "affiliateMarketing", "autoRenewal", "termsAndConditions"),
        )
    ),
    Asked("privacyPolicyLink", shape="url"),
    Asked("termsAndConditionsLink", shape="url"),
)
TOLL_FREE = (
    Asked("businessName", True),
    Asked("businessWebsite", True, "url"),
    Asked("notificationEmail", True, "email"),
    Asked("street", True, most=100),
    Asked("city", True, most=100),
    Asked("state", True, most=20),
    Asked("postalCode", True, most=10),
    Asked("country", True, least=2, most=2),
    Asked("contactName", True),
    Asked("contactEmail", True, "email"),
    Asked("contactPhone", True, "phone"),
    Asked("useCaseCategories", True, "list", most=5),
    Asked("useCaseSummary", True, least=40, most=500),
    Asked("productionMessageSample", True, least=20, most=1000),
    Asked("optInImageUrls", True, "list", most=5),
    Asked("optInType", True, choices=OPT_IN_TYPES),
    Asked("messageVolume", True, most=10),
    Asked("businessRegistrationNumber", True, most=50),
    Asked("businessRegistrationType", True, most=20),
    Asked("businessRegistrationCountry", True, least=2, most=2),
    Asked("additionalInformation", most=500),
    Asked("privacyPolicyUrl", shape="url"),
    Asked("termsAndConditionsUrl", shape="url"),
)
SHORT_CODE = (
    Asked("leaseHolder", True),
    Asked("programName", True),
    Asked("programBrief", True, least=40, most=4096),
)
