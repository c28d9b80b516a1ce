using System.Collections.Immutable;
using System.Text;

namespace LindbladVerify.Reporting.Html;

/// <summary>An element with attributes and children. Scripts, styles and event handlers cannot be made.</summary>
public sealed class HtmlElement : HtmlNode
{
    private static readonly HashSet<string> s_void = new(StringComparer.Ordinal) { "br", "hr", "img", "meta", "col", "wbr" };
    private static readonly HashSet<string> s_refused = new(StringComparer.Ordinal) { "script", "style", "iframe", "object", "embed", "base", "link" };

    private readonly ImmutableArray<(string Name, string Value)> _attributes;
    private readonly ImmutableArray<HtmlNode> _children;

    /// <summary>An element with children.</summary>
    /// <exception cref="ArgumentException">The name is not a plain lower-case one, or is one that can run or load things.</exception>
    public HtmlElement(string name, params IEnumerable<HtmlNode> children)
        : this(name, [], [.. children])
    {
        CheckName(name);
    }

    private HtmlElement(string name, ImmutableArray<(string Name, string Value)> attributes, ImmutableArray<HtmlNode> children)
    {
        Name = name;
        _attributes = attributes;
        _children = children;
    }

    /// <summary>The element's name.</summary>
    public string Name { get; }

    /// <summary>The same element with one attribute more.</summary>
    /// <exception cref="ArgumentException">The attribute's name is not plain or is an event handler, or the address in "href" or "src" can run code.</exception>
    public HtmlElement With(string attribute, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!IsPlain(attribute) || attribute.StartsWith("on", StringComparison.Ordinal) || attribute is "style" or "srcdoc")
        {
            throw new ArgumentException($"Attribute '{attribute}' is not one that a report may carry.", nameof(attribute));
        }

        if (attribute is "href" or "src" && !IsSafeAddress(value))
        {
            throw new ArgumentException($"Address '{value}': allowed are relative ones, '#...', 'http:', 'https:' and 'mailto:'.", nameof(value));
        }

        return new HtmlElement(Name, _attributes.Add((attribute, value)), _children);
    }

    /// <summary>The same element with a class.</summary>
    public HtmlElement WithClass(string name) => With("class", name);

    internal override void WriteTo(StringBuilder html)
    {
        html.Append('<').Append(Name);
        foreach ((string name, string value) in _attributes)
        {
            html.Append(' ').Append(name).Append("=\"");
            Escape(html, value);
            html.Append('"');
        }

        html.Append('>');
        if (s_void.Contains(Name))
        {
            return;
        }

        foreach (HtmlNode child in _children)
        {
            child.WriteTo(html);
        }

        html.Append("</").Append(Name).Append('>');
    }

    private static void CheckName(string name)
    {
        if (!IsPlain(name) || s_refused.Contains(name))
        {
            throw new ArgumentException($"Element '{name}' is not one that a report may hold.", nameof(name));
        }
    }

    private static bool IsPlain(string name) =>
        !string.IsNullOrEmpty(name) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    // An address without a scheme has no ':' before its first '/', '?' or '#'. Blanks and control characters could hide one.
    private static bool IsSafeAddress(string address)
    {
        if (address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || address.StartsWith("//", StringComparison.Ordinal))
        {
            return false;
        }

        int colon = address.IndexOf(':', StringComparison.Ordinal);
        int end = address.IndexOfAny(['/', '?', '#']);
        return colon < 0 || (end >= 0 && end < colon)
            || address[..colon].ToLowerInvariant() is "http" or "https" or "mailto";
    }
}
