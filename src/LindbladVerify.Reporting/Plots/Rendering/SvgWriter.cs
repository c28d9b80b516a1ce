using System.Globalization;
using System.Text;

namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Writes SVG elements with escaped text and numbers of two decimals, independent of culture.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"{value} cannot be drawn.", nameof(value));
        }

        string number = Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
        return string.Equals(number, "-0", StringComparison.Ordinal) ? "0" : number;
    }

    public void Open(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(name, attributes);
        _text.Append('>');
        _open.Push(name);
    }

    /// <summary>Opens an element that <see cref="CloseInline"/> closes without a line break, which would show as a space.</summary>
    public void OpenInline(string name, params ReadOnlySpan<(string Name, string Value)> attributes) => Open(name, attributes);

    public void CloseInline() => _text.Append("</").Append(_open.Pop()).Append('>');

    public void Close() => _text.Append("</").Append(_open.Pop()).Append(">\n");

    public void Empty(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(name, attributes);
        _text.Append("/>\n");
    }

    public void Content(string text) => Escape(text);

    /// <summary>Text that is known to need no escaping: a style sheet of our own.</summary>
    public void Verbatim(string text) => _text.Append(text);

    public override string ToString() => _text.ToString();

    private void Start(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach ((string attribute, string value) in attributes)
        {
            _text.Append(' ').Append(attribute).Append("=\"");
            Escape(value);
            _text.Append('"');
        }
    }

    // Characters that XML 1.0 does not allow are dropped: they cannot be written in any form.
    private void Escape(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': _text.Append("&amp;"); break;
                case '<': _text.Append("&lt;"); break;
                case '>': _text.Append("&gt;"); break;
                case '"': _text.Append("&quot;"); break;
                case < 0x20 when rune.Value is not ('\t' or '\n' or '\r'):
                case 0xFFFE or 0xFFFF:
                    break;
                default: _text.Append(rune.ToString()); break;
            }
        }
    }
}
