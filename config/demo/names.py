"""Names of people who do not exist, and where they live."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = _words("""
    Maria James Aisha Wei Olivia Noah Sofia Liam Zoë Mateo Grace Omar Chloé Priya Ethan Hannah Lukas Ines
    Daniel Fatima Emma José Ava Tomás Nora Samuel Yuki Ruth Ivan Leila Amara Ben Clara Dmitri Elena Farah
    Gabriel Helen Isaac Jamila Kofi Lucía Malik Naomi Oscar Paula Quentin Renée Simon Tara Ursula Victor
    Wanda Ximena Yasmin Zach Abigail Bruno Carmen Diego
""")
LAST = _words("""
    Silva Johnson Nguyen Cohen Patel García Kim O'Brien Müller Dubois Smith Brown Kowalski Núñez Jones
    Levi Andersson Okafor Rossi Tanaka Adams Baker Castillo Diaz Evans Fischer Greene Hughes Ibrahim Jensen
    Khan Lopez Mensah Novak Ortiz Park Quinn Reyes Schneider Torres Ueda Vasquez Walker Xu Young Zhang
    Abbott Bennett Chavez Doyle Ellis Ferrari Grant Haddad Ivanova Jackson Klein Larsen Moreau Nakamura
""")
# Area code → city. Guam, Hawaii and Puerto Rico keep somebody awake when the mainland sleeps.
CITIES = {
    "646": "New York",
    "718": "New York",
    "617": "Boston",
    "305": "Miami",
    "407": "Orlando",
    "813": "Tampa",
    "404": "Atlanta",
    "704": "Charlotte",
    "919": "Raleigh",
    "215": "Philadelphia",
    "412": "Pittsburgh",
    "410": "Baltimore",
    "804": "Richmond",
    "860": "Hartford",
    "401": "Providence",
    "207": "Portland",
    "716": "Buffalo",
    "216": "Cleveland",
    "614": "Columbus",
    "513": "Cincinnati",
    "313": "Detroit",
    "317": "Indianapolis",
    "502": "Louisville",
    "615": "Nashville",
    "901": "Memphis",
    "504": "New Orleans",
    "205": "Birmingham",
    "843": "Charleston",
    "312": "Chicago",
    "773": "Chicago",
    "414": "Milwaukee",
    "612": "Minneapolis",
    "314": "Saint Louis",
    "816": "Kansas City",
    "402": "Omaha",
    "515": "Des Moines",
    "713": "Houston",
    "214": "Dallas",
    "512": "Austin",
    "210": "San Antonio",
    "405": "Oklahoma City",
    "505": "Albuquerque",
    "602": "Phoenix",
    "520": "Tucson",
    "702": "Las Vegas",
    "801": "Salt Lake City",
    "303": "Denver",
    "208": "Boise",
    "415": "San Francisco",
    "510": "Oakland",
    "408": "San José",
    "916": "Sacramento",
    "213": "Los Angeles",
    "619": "San Diego",
    "503": "Portland",
    "206": "Seattle",
    "509": "Spokane",
    "907": "Anchorage",
    "416": "Toronto",
    "514": "Montréal",
    "604": "Vancouver",
    "808": "Honolulu",
    "671": "Hagåtña",
    "787": "San Juan",
}
