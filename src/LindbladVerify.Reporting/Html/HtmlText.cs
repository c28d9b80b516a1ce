using System.Text;

namespace LindbladVerify.Reporting.Html;

/// <summary>Text, escaped when written.</summary>
internal sealed class HtmlText(string text) : HtmlNode
{
    private readonly string _text = text ?? throw new ArgumentNullException(nameof(text));

    internal override void WriteTo(StringBuilder html) => Escape(html, _text);
}
