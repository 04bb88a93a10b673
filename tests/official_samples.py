"""Small official files of our own making, each in the layout of its publisher; words are invented."""

from zipfile import ZIP_DEFLATED, ZipFile

NOTICE = '"A made notice of rights\nover two lines, \xa9 nobody."'
PAIRS_HEADING = (
    "A made notice of rights\n"
    "\t\tModifier\n"
    "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tRationale\n"
    "\t\tprior to 1996\tDate\tDate *=no data\t0=not allowed 1=allowed 9=not applicable\t\n"
)
FEE_WIDTH = 28
PPRRVU = "PPRRVU2026_Oct_nonQPP.csv"
MUE = "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv"
ORDER = "icd10cm_order_2027.txt"
HCPCS = "HCPC2026_OCT_ANWEB.txt"
GPCI = "GPCI2026.csv"


def pairs(*rows: str) -> bytes:
    """`99213 87880 20200101 * 1` a row, under CMS's heading."""
    lines = []
    for row in rows:
        first, second, effective, deleted, indicator = row.split()
        lines.append(f"{first}\t{second}\t \t{effective}\t{deleted}\t{indicator}\tMade reason\r\n")
    return (PAIRS_HEADING + "".join(lines)).encode("latin-1")


def limits(*rows: str) -> bytes:
    """`99213 1 2` a row: code, units, adjudication indicator."""
    titles = '"HCPCS/\nCPT Code",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale'
    kinds = {
        "1": "1 Line Edit",
        "2": "2 Date of Service Edit: Policy",
        "3": "3 Date of Service Edit: Clinical",
    }
    lines = [f"{code},{units},{kinds[mai]},Made reason" for code, units, mai in (row.split() for row in rows)]
    return "\r\n".join([f"{NOTICE},,,", titles, *lines, ""]).encode("latin-1")


def fee_row(
    code: str, values: str, modifier: str = "", signs: str = "A 0 000 0 0 0 0 0", na: str = ""
) -> str:
    """A row of PPRRVU: `values` are work, non-facility, facility and malpractice units; `signs` are status,
    PC/TC, global days, multiple, bilateral, assistant, co-surgeon and team.
    """
    work, outside, inside, malpractice = values.split()
    status, pctc, days, multiple, bilateral, assistant, co_surgeon, team = signs.split()
    cells = [""] * FEE_WIDTH
    cells[:11] = [code, modifier, "INVENTED, WORDS", status, "", work, outside, na, inside, "", malpractice]
    cells[11:15] = ["0", "0", pctc, days]
    cells[18:23] = [multiple, bilateral, assistant, co_surgeon, team]
    cells[24] = "33.4009"
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in cells)


def fees(*rows: str) -> bytes:
    """The relative values under four stacked rows of labels."""
    stacked = {
        0: ",,,HCPCS",
        1: ",,,MOD",
        2: ",,,DESCRIPTION",
        3: ",,STATUS,CODE",
        4: ",NOT USED FOR,MEDICARE,PAYMENT",
        5: ",,WORK,RVU",
        6: ",,NON-FAC,PE RVU",
        7: "NON-FAC,NA,,INDICATOR",
        8: ",,FACILITY,PE RVU",
        9: "FACILITY,NA,,INDICATOR",
        10: ",,MP,RVU",
        11: ",,NON-FACILITY,TOTAL",
        12: ",,FACILITY,TOTAL",
        13: ",,PCTC,IND",
        14: ",,GLOB,DAYS",
        18: ",,MULT,PROC",
        19: ",,BILAT,SURG",
        20: ",,ASST,SURG",
        21: ",,CO-,SURG",
        22: ",,TEAM,SURG",
        24: ",,CONV,FACTOR",
    }
    labels = []
    for step in range(4):
        cells = [stacked.get(at, ",,,").split(",")[step] for at in range(FEE_WIDTH)]
        labels.append(",".join(cells))
    titles = ["2026 Made Physician Fee Schedule Relative Value File" + "," * (FEE_WIDTH - 1), "," * 27]
    return ("\ufeff" + "\r\n".join([*titles, *labels, *rows, ""])).encode()


def localities(*rows: str) -> bytes:
    """`06102,IL,16,MADE TOWN,1.010,1.020,1.500` a row, under a title and the names of the columns."""
    titles = (
        '"Medicare Administrative Contractor (MAC)",State,Locality Number,Locality Name,'
        "2026 PW GPCI (without 1.0 Floor),2026 PW GPCI (with 1.0 Floor),2026 PE GPCI,2026 MP GPCI"
    )
    return "\r\n".join(["ADDENDUM E. MADE INDICES,,,,,,,", titles, *rows, ""]).encode()


def order(*rows: str) -> bytes:
    """`E119 1 Made words` a row of the ICD-10-CM order file."""
    lines = []
    for number, row in enumerate(rows, 1):
        code, flag, text = row.split(" ", 2)
        lines.append(f"{number:05d} {code:<7} {flag} {text[:60]:<60} {text}\r\n")
    return "".join(lines).encode()


def hcpcs(*rows: str) -> bytes:
    """`A4550 19860101 20260930 Made words` a row; `-` is no date."""
    lines = []
    for row in rows:
        code, added, ended, text = row.split(" ", 3)
        dates = "".join(f"{'' if day == '-' else day:8}" for day in (added, added, ended))
        body = f"{code}001003{text:<80}{text[:28]:<28}"
        lines.append(f"{body:<268}{dates}N".ljust(320))
        lines.append(f"{code}001004{'more made words':<80}".ljust(320))
    lines.append(f"   AA001007{'a made modifier':<80}".ljust(320))
    return "\r\n".join([*lines, ""]).encode()


def rates(*rows: str) -> bytes:
    """`99213,,104.20,1/1/2026` a row under titles; the description must never be kept."""
    lines = [f"{row},INVENTED WORDS" for row in rows]
    return "\n".join(["Code,Modifier,Allowed,Effective,Description", *lines, ""]).encode()


def zipped(path, **members: bytes):
    """Write a zip; `members` by name, where `__` stands for the dot."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return path
