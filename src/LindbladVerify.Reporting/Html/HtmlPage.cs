using System.Collections.Immutable;
using System.Text;
using LindbladVerify.Reporting.Plots;

namespace LindbladVerify.Reporting.Html;

/// <summary>
/// One self-contained page: style, figures and equations are in it, nothing is loaded and nothing runs, and a content
/// policy in its head tells the browser so. It reads on paper, on a phone, in light and in dark.
/// </summary>
internal sealed record HtmlPage
{
    /// <summary>A page.</summary>
    /// <exception cref="ArgumentException">The title is empty.</exception>
    public HtmlPage(string title, params IEnumerable<HtmlNode> content)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        Title = title;
        Content = [.. content];
    }

    /// <summary>Title of the page and its first heading.</summary>
    public string Title { get; }

    /// <summary>A line or more below the title: what was done, when and with what.</summary>
    public HtmlNode? Lead { get; init; }

    /// <summary>Addresses and names of the sections, for the row of links below the lead.</summary>
    public ImmutableArray<(string Address, string Name)> Navigation { get; init; } = [];

    /// <summary>A line at the foot of the page.</summary>
    public HtmlNode? Footer { get; init; }

    /// <summary>What the page holds.</summary>
    public ImmutableArray<HtmlNode> Content { get; init; }

    /// <summary>The whole file.</summary>
    public string Render()
    {
        var header = new List<HtmlNode> { new HtmlElement("h1", Title) };
        if (Lead is not null)
        {
            header.Add(new HtmlElement("div", Lead).WithClass("lead"));
        }

        if (!Navigation.IsEmpty)
        {
            header.Add(new HtmlElement("nav", Navigation.Select(n => HtmlBlocks.Link(n.Address, n.Name))).With("aria-label", "Sections"));
        }

        var body = new HtmlElement(
            "body", new HtmlElement("header", header), new HtmlElement("main", Content), new HtmlElement("footer", Footer ?? ""));
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n");
        html.Append(new HtmlElement("title", Title)).Append('\n');
        html.Append("<style>\n").Append(HtmlStyle.Sheet).Append(FigureSvg.StyleSheet).Append("\n</style>\n</head>\n");
        html.Append(body).Append("\n</html>\n");
        return html.ToString();
    }
}

/// <summary>The style sheet of reports. Figures take their colours from the same custom properties.</summary>
internal static class HtmlStyle
{
    public const string Sheet = """
        :root{--ink:#1a1a1a;--muted:#5c6168;--paper:#fff;--card:#fff;--line:#d9dce0;--tint:#f4f5f7;--link:#00609a;
        --good:#006b4f;--good-bg:#dff3ec;--fair:#7a4f00;--fair-bg:#fdf0d3;--bad:#a33c00;--bad-bg:#fde7dc;--neutral:#4a4f57;--neutral-bg:#e8eaed;
        --under:var(--paper);--shade:#0003;--lv-page-ink:var(--ink);--lv-page-paper:var(--card)}
        @media screen and (prefers-color-scheme:dark){:root{--ink:#e9e7e4;--muted:#a3a8b0;--paper:#101215;--card:#16181c;--line:#34383f;--tint:#1e2126;--link:#7cc0f5;
        --good:#7fe0bf;--good-bg:#0d3b2e;--fair:#f5cd79;--fair-bg:#43310a;--bad:#ffb08a;--bad-bg:#4d200b;--neutral:#c4c8ce;--neutral-bg:#2c3036;--shade:#fff4}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0 auto;max-width:60rem;padding:1.5rem 1.25rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,'Segoe UI','Helvetica Neue',Arial,'Liberation Sans',sans-serif}
        h1{font-size:1.75rem;line-height:1.2;margin:0 0 .5rem}
        h2{font-size:1.25rem;margin:2.25rem 0 .75rem}
        h3{font-size:1.05rem;margin:1.25rem 0 .5rem}
        p,ul,dl,table,pre,figure{margin:.75rem 0}
        a{color:var(--link)}
        .lead{color:var(--muted)}
        .lead p{margin:.25rem 0}
        nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:1rem 0;padding:.5rem 0;border-block:1px solid var(--line)}
        .scroll{overflow-x:auto;margin:.75rem 0}
        .scroll,.equation{background:linear-gradient(90deg,var(--under) 40%,transparent) 0 0/2.5rem 100% no-repeat local,linear-gradient(270deg,var(--under) 40%,transparent) 100% 0/2.5rem 100% no-repeat local,linear-gradient(90deg,var(--shade),transparent) 0 0/.8rem 100% no-repeat scroll,linear-gradient(270deg,var(--shade),transparent) 100% 0/.8rem 100% no-repeat scroll}
        .scroll table{margin:0}
        table{border-collapse:collapse;width:100%;font-size:.925rem}
        th,td{padding:.4rem .75rem .4rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        th{border-bottom:2px solid var(--line);font-weight:600;vertical-align:bottom}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .badge{display:inline-block;padding:.05rem .55rem;border-radius:1rem;font-size:.85rem;font-weight:600;white-space:nowrap}
        .good{color:var(--good);background:var(--good-bg)}
        .fair{color:var(--fair);background:var(--fair-bg)}
        .bad{color:var(--bad);background:var(--bad-bg)}
        .neutral{color:var(--neutral);background:var(--neutral-bg)}
        .card{--under:var(--card);background:var(--card);border:1px solid var(--line);border-radius:.5rem;margin:.75rem 0}
        .card>summary{padding:.65rem 1rem;cursor:pointer}
        .card[open]>summary{border-bottom:1px solid var(--line)}
        .heading{font-weight:600}
        .body{padding:.25rem 1rem .75rem}
        summary{cursor:pointer}
        code,pre{font-family:ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:.875em}
        code{overflow-wrap:anywhere}
        pre{background:var(--tint);border-radius:.4rem;padding:.75rem 1rem;overflow-x:auto;line-height:1.45;white-space:pre-wrap;overflow-wrap:anywhere}
        pre code{font-size:1em}
        dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.25rem 1.25rem}
        dt{color:var(--muted)}
        dd{margin:0;min-width:0;overflow-wrap:anywhere}
        figure{margin-inline:0;text-align:center}
        figure svg{max-width:100%;height:auto}
        .panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,23rem),1fr));gap:.5rem 1rem;justify-items:center}
        figcaption{text-align:left;font-size:.9rem;color:var(--muted);max-width:46rem;margin:.25rem auto 0}
        math{font-size:1.1em;font-family:'Latin Modern Math','STIX Two Math','STIX Math','Cambria Math','Noto Sans Math','DejaVu Math TeX Gyre','TeX Gyre DejaVu Math',math,serif}
        mo.tall{font-size:1.75em}
        mfrac mo.tall{font-size:1.35em}
        math[display=block]{margin:.5rem 0;padding:.35rem 0;overflow-x:auto;overflow-y:hidden}
        .small{font-size:.875rem;color:var(--muted)}
        .summary table{table-layout:fixed}
        .summary th:nth-child(2){width:11.5rem}
        .summary th:nth-child(3){width:9.5rem}
        .narrow{display:none}
        .equation{overflow-x:auto;overflow-y:hidden;padding:.25rem 0}
        .display{margin:.5rem 0;text-align:center}
        .part{display:inline-block;margin-right:1em}
        .part:last-child{margin-right:0}
        .part math{margin-block:.15rem}
        footer{overflow-wrap:anywhere;margin-top:3rem;color:var(--muted);font-size:.875rem}
        @media (max-width:36rem){body{padding-inline:1rem}.card .card{margin-inline:-.25rem}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}.card>summary{padding-inline:.75rem}.body{padding-inline:.75rem}}
        @media screen and (max-width:46rem){
        .stack thead{display:none}.stack table,.stack tbody,.stack tr,.stack td{display:block;width:auto!important;max-width:none!important}.stack tr{border-bottom:1px solid var(--line);padding:.5rem 0}.stack td{border:0;padding:.1rem 0;text-align:left;white-space:normal}.narrow{display:inline;color:var(--muted)}}
        @media print{@page{margin:18mm}html{font-size:10pt}body{max-width:none;padding:0;font-size:1rem}nav{display:none}.card{break-inside:auto}.card>summary,h2,h3{break-after:avoid}
        figure,tr,pre{break-inside:avoid}a{color:inherit;text-decoration:none}.scroll{overflow:visible}details::details-content{content-visibility:visible;display:block;height:auto}
        .card details:not([open])::details-content{display:none}.equation{overflow:visible}.scroll,.equation{background:none}.summary .equation{overflow:clip}.summary .long{font-size:.9em}.summary .longest{font-size:.65em}.display .longest{font-size:.8em}.panels{grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr))}.badge{border:1px solid currentColor}}

        """;
}
