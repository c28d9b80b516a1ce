using System.Collections.Immutable;
using System.Text;

namespace LindbladVerify.Reporting.Html;

/// <summary>Nodes one after the other, without an element around them.</summary>
public sealed class HtmlFragment(params IEnumerable<HtmlNode> children) : HtmlNode
{
    private readonly ImmutableArray<HtmlNode> _children = [.. children];

    internal override void WriteTo(StringBuilder html)
    {
        foreach (HtmlNode child in _children)
        {
            child.WriteTo(html);
        }
    }
}
