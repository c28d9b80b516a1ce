using System.Text;

namespace LindbladVerify.Reporting.Html;

/// <summary>A piece of HTML. Strings become nodes only as escaped text, so no text can turn into markup.</summary>
public abstract class HtmlNode
{
    /// <summary>The text, escaped where it is written.</summary>
    public static implicit operator HtmlNode(string text) => new HtmlText(text);

    /// <summary>The text, escaped where it is written.</summary>
    public static HtmlNode FromString(string text) => new HtmlText(text);

    /// <summary>The HTML.</summary>
    public sealed override string ToString()
    {
        var html = new StringBuilder();
        WriteTo(html);
        return html.ToString();
    }

    internal abstract void WriteTo(StringBuilder html);

    // Control characters have no place in HTML in any form; they are shown as the replacement character.
    private protected static void Escape(StringBuilder html, string text)
    {
        foreach (char c in text)
        {
            switch (c)
            {
                case '&': html.Append("&amp;"); break;
                case '<': html.Append("&lt;"); break;
                case '>': html.Append("&gt;"); break;
                case '"': html.Append("&quot;"); break;
                case '\'': html.Append("&#39;"); break;
                case '\n' or '\t': html.Append(c); break;
                case '\r': break;
                default: html.Append(char.IsControl(c) ? '\uFFFD' : c); break;
            }
        }
    }
}
