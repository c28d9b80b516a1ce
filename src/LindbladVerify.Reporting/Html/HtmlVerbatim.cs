using System.Text;

namespace LindbladVerify.Reporting.Html;

/// <summary>Markup that another writer of this assembly has already escaped: drawn figures and the style sheet.</summary>
internal sealed class HtmlVerbatim(string markup) : HtmlNode
{
    internal override void WriteTo(StringBuilder html) => html.Append(markup);
}
