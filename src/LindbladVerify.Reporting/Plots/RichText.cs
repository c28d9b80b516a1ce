using System.Collections.Immutable;
using System.Text;

namespace LindbladVerify.Reporting.Plots;

/// <summary>
/// A line of text with italic symbols, subscripts and superscripts. Markup: <c>*W*</c> italic, <c>Γ_{c}</c> subscript,
/// <c>s^{-1}</c> superscript (hyphens there become minus signs), backslash before a character that is meant as itself.
/// A star or brace without its partner is taken as itself, so that no text is refused.
/// </summary>
internal sealed class RichText
{
    private RichText(ImmutableArray<TextRun> runs) => Runs = runs;

    /// <summary>The pieces in order.</summary>
    public ImmutableArray<TextRun> Runs { get; }

    /// <summary>The words without italics; subscripts as "_c", superscripts as "^−1".</summary>
    public string PlainText => string.Concat(Runs.Select(run => run.Level switch
    {
        < 0 => "_" + run.Text,
        > 0 => "^" + run.Text,
        _ => run.Text,
    }));

    /// <summary>Reads the markup.</summary>
    public static RichText Parse(string markup)
    {
        ArgumentNullException.ThrowIfNull(markup);
        var runs = ImmutableArray.CreateBuilder<TextRun>();
        var text = new StringBuilder();
        bool italic = false;
        int level = 0;
        for (int i = 0; i < markup.Length; i++)
        {
            char c = markup[i];
            if (c == '\\' && i + 1 < markup.Length)
            {
                text.Append(markup[++i]);
            }
            else if (c == '*' && (italic || HasPartner(markup, i + 1, '*')))
            {
                Flush(runs, text, italic, level);
                italic = !italic;
            }
            else if (c is '_' or '^' && level == 0 && i + 1 < markup.Length && markup[i + 1] == '{' && HasPartner(markup, i + 2, '}'))
            {
                Flush(runs, text, italic, level);
                level = c == '_' ? -1 : 1;
                i++;
            }
            else if (c == '}' && level != 0)
            {
                Flush(runs, text, italic, level);
                level = 0;
            }
            else
            {
                text.Append(c == '-' && level != 0 ? '\u2212' : c);
            }
        }

        Flush(runs, text, italic, level);
        return new RichText(runs.ToImmutable());
    }

    /// <summary>Marks every special character of a text as meant literally.</summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is '*' or '_' or '^' or '{' or '}' or '\\')
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static bool HasPartner(string markup, int from, char partner)
    {
        for (int i = from; i < markup.Length; i++)
        {
            if (markup[i] == '\\')
            {
                i++;
            }
            else if (markup[i] == partner)
            {
                return true;
            }
        }

        return false;
    }

    private static void Flush(ImmutableArray<TextRun>.Builder runs, StringBuilder text, bool italic, int level)
    {
        if (text.Length > 0)
        {
            runs.Add(new TextRun(text.ToString(), italic, level));
            text.Clear();
        }
    }
}

/// <summary>A piece of a line of text in one style.</summary>
/// <param name="Text">The characters.</param>
/// <param name="Italic">Slanted, as symbols of quantities are.</param>
/// <param name="Level">−1 subscript, 0 on the line, +1 superscript.</param>
internal sealed record TextRun(string Text, bool Italic, int Level);
