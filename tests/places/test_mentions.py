"""Countries, peoples and regions in running text: what is one, what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierbook.errors import UnknownCountry
from tierbook.places import all_countries, find_mentions
from tierbook.places.tables import read_table


def told(text, **context):
    """Return 'surface=CODE' or 'surface=label' for each mention."""
    mentions = find_mentions(text, **context)
    assert all(text[m.start : m.end] == m.surface for m in mentions)
    return [f"{m.surface}={m.codes[0] if m.codes else m.label}" for m in mentions]


POSITIVE = [
    ("women from Burma and Laos", ["Burma=MMR", "Laos=LAO"]),
    ("girls from Georgia work abroad", ["Georgia=GEO"]),
    ("boys in Papua New Guinea", ["Papua New Guinea=PNG"]),
    ("men in Equatorial Guinea and Guinea", ["Equatorial Guinea=GNQ", "Guinea=GIN"]),
    ("Guinea-Bissau, Guinea", ["Guinea-Bissau=GNB", "Guinea=GIN"]),
    ("South Sudan and Sudan", ["South Sudan=SSD", "Sudan=SDN"]),
    (
        "Niger, Nigeria, Nigerien and Nigerian",
        ["Niger=NER", "Nigeria=NGA", "Nigerien=NER", "Nigerian=NGA"],
    ),
    ("the Niger Delta", ["Niger Delta=NGA"]),
    ("the Dominican Republic and Dominica", ["Dominican Republic=DOM", "Dominica=DMA"]),
    ("North Korea, the DPRK", ["North Korea=PRK", "DPRK=PRK"]),
    (
        "the Democratic People\u2019s Republic of Korea",
        ["Democratic People\u2019s Republic of Korea=PRK"],
    ),
    (
        "the PRC, the P.R.C., the People's Republic of China",
        ["PRC=CHN", "P.R.C.=CHN", "People's Republic of China=CHN"],
    ),
    ("the UAE and the U.A.E.", ["UAE=ARE", "U.A.E.=ARE"]),
    (
        "the U.S., the US, a U.S.-funded shelter, the UK",
        ["U.S.=USA", "US=USA", "U.S.=USA", "UK=GBR"],
    ),
    ("Hong Kong and Macau", ["Hong Kong=HKG", "Macau=MAC"]),
    ("French Guiana and French Polynesia", ["French Guiana=GUF", "French Polynesia=PYF"]),
    (
        "British Virgin Islands, American Samoa",
        ["British Virgin Islands=VGB", "American Samoa=ASM"],
    ),
    ("Dutch authorities", ["Dutch=NLD"]),
    ("the Lebanese Armed Forces", ["Lebanese=LBN"]),
    ("Turkey and Chad and Jordan", ["Turkey=TUR", "Chad=TCD", "Jordan=JOR"]),
    ("Turkish Cypriots", ["Turkish Cypriots=CYP"]),
    ("Northern Irish police", ["Northern Irish=GBR"]),
    (
        "Republic of the Congo, Congo (Brazzaville)",
        ["Republic of the Congo=COG", "Congo (Brazzaville)=COG"],
    ),
    ("St. Lucian and Saint Lucia, St Lucia", ["St. Lucian=LCA", "Saint Lucia=LCA", "St Lucia=LCA"]),
    ("a Korean-Chinese broker", ["Korean-Chinese=CHN"]),
    ("the Ethiopia-Djibouti border", ["Ethiopia=ETH", "Djibouti=DJI"]),
    ("former Yugoslav Republic of Macedonia", ["former Yugoslav Republic of Macedonia=MKD"]),
    ("Cambodia\u2019s police", ["Cambodia=KHM"]),
    ("THAILAND: TIER 2", ["THAILAND=THA"]),
    ("KOREA, REPUBLIC OF: TIER 1", ["KOREA, REPUBLIC OF=KOR"]),
    ("in Chinese restaurants", ["Chinese=CHN"]),
    ("fishing in Thai waters", ["Thai=THA"]),
    ("Russian and Thai women", ["Russian=RUS", "Thai=THA"]),
    ("both Indonesian and foreign vessels", ["Indonesian=IDN"]),
    ("Brazilian real estate", ["Brazilian=BRA"]),
]
NEGATIVE = [
    "in Atlanta, Georgia",
    "the state of Georgia",
    "in New Mexico and New Jersey",
    "the Gulf of Guinea, the Gulf of Thailand, the Gulf of Aden",
    "the Indian Ocean, the South China Sea, the Sea of Japan, Lake Chad, the Congo River",
    "Mexico City, Panama City, Kuwait City, Guatemala City",
    "guinea pigs and Guinea pigs",
    "polish, turkey, chad, jordan, china",
    "US$500, US $5, USD 7".replace("US $5", "US$5"),
    "let us go",
    "10,000 Jamaican dollars, 5 Swiss francs, 7 Mexican pesos, 8 Canadian dollars ($6)",
    "Indian rupees; Norwegian kroner; Turkish lira; Brazilian real; Hong Kong dollars; West African CFA francs",
    "leaflets in English and Russian",
    "a hotline in Thai, Khmer, and Burmese for workers",
    "officers who speak Chinese",
    "translated into Thai",
    "a Spanish-language campaign",
    "Russian speakers; Chinese interpreters; Thai and Lao translators",
    "services in three languages: Chinese, Thai, and Nepali",
    "Native Americans, African Americans, American Indians",
    "the Council of Europe, the European Union and the African Union",
    "the Organization of American States",
    "the Islamic State of Iraq and Syria",
    "Ashkali and Balkan Egyptian children",
    "non-Nigerian victims",
    "Roma, Rohingya, Taliban, Kurdish and Uighur people",
    "415THAILANDinvestigating",
    "Inner Mongolia and New South Wales",
    "Turkish baths and Thai massage",
    "care, discover, trust and woman",
    "the New York police; a Columbia graduate",
]


@pytest.mark.parametrize(("text", "expected"), POSITIVE)
def test_a_country_or_people_is_found(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize("text", NEGATIVE)
def test_what_only_looks_like_a_country_is_none(text):
    assert told(text) == []


DEMONYMS = """
Palestinian PSE; Sahrawi ESH; Basotho LSO; Batswana BWA; Motswana BWA; Emirati ARE; Burkinabe BFA; Malagasy MDG;
I-Kiribati KIR; Ni-Vanuatu VUT; Bissau-Guinean GNB; Equatoguinean GNQ; Kittitian KNA; Vincentian VCT; Marshallese MHL;
Nepali NPL; Nepalese NPL; Filipina PHL; Filipinos PHL; Thais THA; Lao LAO; Laotian LAO; Swazi SWZ; Kosovar XKX;
Kosovan XKX; Bosnian BIH; Ivoirian CIV; Ivorian CIV; Cabo Verdean CPV; Salvadoran SLV; Trinidadian TTO; Antiguan ATG;
Barbadian BRB; Bahamian BHS; Curaçaoan CUW; Curacaoan CUW; Aruban ABW; Seychellois SYC; Monegasque MCO; Irish IRL;
Micronesian FSM; Danes DNK; Poles POL; Turks TUR; Swedes SWE; Finns FIN; Spaniard ESP; Swiss CHE; Argentine ARG;
Kazakh KAZ; Uzbeks UZB; emaSwati SWZ; Comorian COM; Timorese TLS; Surinamese SUR; Yemenis YEM; Georgian GEO;
Papua New Guinean PNG; North Korean PRK; South Sudanese SSD; Sri Lankans LKA; Costa Rican CRI; Sierra Leonean SLE
""".replace("\n", " ")


@pytest.mark.parametrize("pair", [pair.strip() for pair in DEMONYMS.split(";")])
def test_a_demonym_is_its_countrys(pair):
    word, code = pair.rsplit(" ", 1)
    (mention,) = find_mentions(f"a group of {word} workers")
    assert (mention.surface, mention.kind, mention.codes) == (word, "demonym", (code,))


@pytest.mark.parametrize(
    ("word", "home", "code"),
    [
        ("Congolese", None, "COD"),
        ("Congolese", "COD", "COD"),
        ("Congolese", "COG", "COG"),
        ("Congolese", "UGA", "COD"),
        ("Congo", "COG", "COG"),
        ("Congo", None, "COD"),
        ("Korean", None, "KOR"),
        ("Korean", "PRK", "PRK"),
        ("Koreans", "CHN", "KOR"),
        ("Dominican", None, "DOM"),
        ("Dominicans", "DMA", "DMA"),
        ("Guinean", None, "GIN"),
        ("Guinean", "GNB", "GIN"),
        ("Guinean", "GNQ", "GNQ"),
        ("Samoan", "ASM", "ASM"),
        ("Samoan", "NZL", "WSM"),
        ("Central Africans", "CAF", "CAF"),
    ],
)
def test_a_shared_word_goes_to_the_narratives_country_else_to_its_default(word, home, code):
    (mention,) = find_mentions(f"many {word} leave", home=home)
    assert mention.codes == (code,)


def test_central_african_is_a_region_outside_the_central_african_republic():
    (mention,) = find_mentions("Central African countries", home="GAB")
    assert (mention.kind, mention.label, mention.codes) == ("region", "Central Africa", ())


def test_an_unknown_home_is_refused():
    with pytest.raises(UnknownCountry):
        find_mentions("Congo", home="XYZ")


def test_a_union_is_one_country_in_its_own_editions_only():
    text = "women from Serbia and Montenegro"
    assert told(text, edition=2004) == ["Serbia and Montenegro=SCG"]
    for edition in (2001, 2007, None):
        assert told(text, edition=edition) == ["Serbia=SRB", "Montenegro=MNE"]


REGIONS = [
    ("West African women", ["West African=West Africa"]),
    ("Eastern European men", ["Eastern European=Eastern Europe"]),
    (
        "in southern Africa and western Europe",
        ["southern Africa=Southern Africa", "western Europe=Western Europe"],
    ),
    ("sub-Saharan Africans", ["sub-Saharan Africans=Sub-Saharan Africa"]),
    ("the Caribbean, Latin America", ["Caribbean=Caribbean", "Latin America=Latin America"]),
    (
        "the Gulf, the Persian Gulf, Gulf States",
        ["Gulf=Gulf states", "Persian Gulf=Gulf states", "Gulf States=Gulf states"],
    ),
    (
        "neighboring countries and nearby countries",
        ["neighboring countries=neighboring countries", "nearby countries=nearby countries"],
    ),
    ("Middle Eastern employers", ["Middle Eastern=Middle East"]),
    ("the former Soviet Union", ["former Soviet Union=former Soviet Union"]),
    ("the Balkans and the Baltics", ["Balkans=Balkans", "Baltics=Baltic states"]),
    ("South-East Asia", ["South-East Asia=Southeast Asia"]),
    ("the Horn of Africa", ["Horn of Africa=Horn of Africa"]),
    ("Central Americans", ["Central Americans=Central America"]),
    ("Eastern and Western Europe", ["Eastern=Eastern Europe", "Western Europe=Western Europe"]),
    ("South and Southeast Asia", ["South=South Asia", "Southeast Asia=Southeast Asia"]),
    (
        "West, Central, and East Africa",
        ["West=West Africa", "Central=Central Africa", "East Africa=East Africa"],
    ),
    ("West and Central African girls", ["West=West Africa", "Central African=Central Africa"]),
    ("Central and South America", ["Central=Central America", "South America=South America"]),
    (
        "North and Sub-Saharan Africa",
        ["North=North Africa", "Sub-Saharan Africa=Sub-Saharan Africa"],
    ),
    ("North and South Korea", ["North=PRK", "South Korea=KOR"]),
    ("South Africa", ["South Africa=ZAF"]),
    ("the dark gulf, the middle east", []),
]


@pytest.mark.parametrize(("text", "expected"), REGIONS)
def test_a_region_has_its_label_and_a_shared_head_makes_two(text, expected):
    assert told(text) == expected


def test_a_name_survives_what_pages_do_to_it():
    assert told("Co\u0302te d\u2019Ivoire") == ["Co\u0302te d\u2019Ivoire=CIV"]
    assert told("Papua\u00a0New\nGuinea") == ["Papua\u00a0New\nGuinea=PNG"]
    assert told("Thai\u00adland") == ["Thai\u00adland=THA"]
    assert told("Guinea-\nBissau") == ["Guinea-\nBissau=GNB"]
    assert told("Sri   Lanka") == ["Sri   Lanka=LKA"]
    assert told("the United Arab Emirates\u0160and Oman") == [
        "United Arab Emirates=ARE",
        "Oman=OMN",
    ]
    assert told("\u0130\u0130 in T\u00fcrkiye") == ["T\u00fcrkiye=TUR"]


def test_no_name_goes_across_a_paragraph():
    assert told("South\n\nSudan") == ["Sudan=SDN"]


def test_a_running_head_glued_to_a_page_number_is_no_mention():
    assert told("victims.84THE BAHAMAS  The police") == []
    assert told("work as cooks.388SOUTH AFRICA ") == []


def test_every_name_and_demonym_is_found_alone_in_a_sentence():
    traps = {row["phrase"] for row in read_table("traps")}
    shared_words = {row["word"] for row in read_table("ambiguous")}
    for country in all_countries():
        names = [name.text for name in country.names if name.use == "any"]
        words = names + [word for demonym in country.demonyms for word in demonym.words]
        for word in words:
            if word in traps or word in shared_words:
                continue
            (mention,) = find_mentions(f"we met {word} (x)")
            assert mention.codes == (country.code,), word
            assert mention.surface == word.removeprefix("The ")


def test_every_region_is_found_alone_in_a_sentence():
    homes = {row["word"] for row in read_table("ambiguous")}
    for row in read_table("regions"):
        if row["name"] in homes:
            continue
        (mention,) = find_mentions(f"we met {row['name']} (x)")
        assert (mention.kind, mention.label) == ("region", row["label"]), row


PIECES = st.sampled_from(
    "Thailand|U.S.|Côte d’Ivoire|Guinea|-|\n|\n\n| |  |\u00ad|\u0301|\u0130|ß|ﬁ|and|South|Sudan|Saint|St.|Lucia|Š|9|"
    "Eastern|Western|Europe|CFA|francs|in|English|$|,|.|\x00|\u200d|\U0001f600".split("|")
)


@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(PIECES, max_size=30).map("".join),
        st.lists(PIECES, max_size=30).map(" ".join),
    )
)
def test_offsets_are_exact_and_mentions_in_order_for_any_text(text):
    reach = 0
    for mention in find_mentions(text):
        assert text[mention.start : mention.end] == mention.surface
        assert reach <= mention.start < mention.end
        reach = mention.end
        assert bool(mention.codes) == (mention.kind != "region")
        assert mention.label
