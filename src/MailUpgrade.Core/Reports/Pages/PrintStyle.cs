namespace MailUpgrade.Core.Reports.Pages;

/// <summary>How a page looks on A4 and on a screen.</summary>
internal static class PrintStyle
{
    public const string Css = """
        @page { size: A4; margin: 14mm 17mm 14mm; }
        * { box-sizing: border-box; }
        body { font: 10.5pt/1.38 "Liberation Sans", Arial, "Noto Sans", sans-serif; color: #111; margin: 0 auto; max-width: 190mm; padding: 0 4mm; }
        h1 { font-size: 17pt; line-height: 1.2; margin: 0 0 3mm; }
        h2 { font-size: 12pt; margin: 4.5mm 0 1.5mm; border-bottom: .4pt solid #888; padding-bottom: .8mm; break-after: avoid; }
        p { margin: 0 0 2mm; }
        ul { margin: 0 0 2mm; padding-left: 5mm; }
        li { margin: 0 0 .8mm; }
        table { border-collapse: collapse; width: 100%; margin: 1mm 0 3mm; font-size: 9.2pt; }
        th, td { border: .4pt solid #999; padding: 1mm 1.6mm; text-align: left; vertical-align: top; overflow-wrap: break-word; }
        th { background: #eee; font-weight: 600; }
        tr { break-inside: avoid; }
        thead { display: table-header-group; }
        code { font: 8.8pt "Liberation Mono", "Noto Sans Mono", monospace; overflow-wrap: anywhere; }
        small { color: #444; font-size: 8.5pt; }
        hr.sheet { border: 0; margin: 0; break-after: page; }
        .sign { display: flex; gap: 12mm; margin: 2.5mm 0 2mm; break-inside: avoid; }
        p:has(+ .sign) { break-after: avoid; }
        .sign > div { flex: 1; }
        .sign .line { border-bottom: .6pt solid #111; height: 12mm; margin: 0 0 1.5mm; }
        footer { margin-top: 4mm; border-top: .4pt solid #888; padding-top: 1.5mm; font-size: 8pt; color: #444; overflow-wrap: anywhere; }
        @media screen { hr.sheet { border-top: 1px dashed #999; margin: 10mm 0; } body { padding: 6mm 4mm; } }

        """;
}
