using System.Globalization;

namespace LindbladVerify.Fuzz;

/// <summary>Changes texts: by characters, by words that mean something to the readers, by lines, and by pieces of other texts.</summary>
/// <param name="random">Where all choices come from.</param>
/// <param name="corpus">Texts to take pieces from.</param>
/// <param name="words">Words to put in.</param>
public sealed class Mutator(Random random, IReadOnlyList<string> corpus, IReadOnlyList<string> words)
{
    private const int LongestText = 60_000;

    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "2", "0.5", "1e308", "-1e308", "1e-308", "5e-324", "1e999", "nan", "inf", ".inf", "1e", "0x10", "1_000", "1,5", "٣", "99999999999999999999", "2147483648", "65536", "1e6", "0.1e-5", "1/0", "0/0", "--1", "+",
    ];

    private static readonly string[] Oddities =
    [
        "\0", "\t", "\u0085", "\u2028", "\u00a0", "\u200b", "\ufeff", "\ud800", "\udc00", "\U0001F600", "\r", "\n", "\r\n", "\"", "'", "\\", "\\u0000", "\\ud800", "\\x07", "{", "}", "[", "]", "(", ")", ":", ": ", "- ", "#", "&a", "*a", "!x", "|", ">", "%", "@", "`", "?", "~", "=", "<<", "---", "...", "é", "Γ", "^", "§",
    ];

    /// <summary>A text of the corpus with one to six changes.</summary>
    public string Next()
    {
        string text = corpus[random.Next(corpus.Count)];
        for (int k = random.Next(2) == 0 ? 1 : random.Next(1, 7); k > 0; k--)
        {
            text = Change(text);
            text = text.Length > LongestText ? text[..LongestText] : text;
        }

        return text;
    }

    private string Change(string text) => random.Next(14) switch
    {
        0 => Replace(text, Span(text, 1), string.Empty),
        1 => Replace(text, Span(text, 20), string.Empty),
        2 => Replace(text, Empty(text), Of(Oddities)),
        3 => Replace(text, Empty(text), Of(words)),
        4 => Replace(text, Word(text), Of(words)),
        5 => Replace(text, Word(text), Of(Numbers)),
        6 => Replace(text, NumberIn(text), Of(Numbers)),
        7 => Replace(text, NumberIn(text), (Math.Pow(10, (random.NextDouble() * 40) - 20) * (random.Next(2) == 0 ? -1 : 1)).ToString("R", CultureInfo.InvariantCulture)),
        8 => Splice(text),
        9 => Lines(text),
        10 => Repeat(text),
        11 => Swap(text),
        12 => text.Length == 0 ? text : Replace(text, Span(text, 1), ((char)random.Next(random.Next(2) == 0 ? 128 : 65536)).ToString()),
        _ => Replace(text, Word(text), "\"" + Of(Oddities) + Of(words) + "\""),
    };

    private static string Replace(string text, (int Start, int End) place, string by) => string.Concat(text.AsSpan(0, place.Start), by, text.AsSpan(place.End));

    private string Of(IReadOnlyList<string> choices) => choices[random.Next(choices.Count)];

    private (int Start, int End) Empty(string text)
    {
        int at = random.Next(text.Length + 1);
        return (at, at);
    }

    private (int Start, int End) Span(string text, int longest)
    {
        int at = random.Next(text.Length + 1);
        return (at, Math.Min(text.Length, at + random.Next(1, longest + 1)));
    }

    /// <summary>A word around some place.</summary>
    private (int Start, int End) Word(string text) => Around(text, c => char.IsLetterOrDigit(c) || c is '_' or '-');

    private (int Start, int End) NumberIn(string text) => Around(text, c => char.IsAsciiDigit(c) || c is '.' or 'e');

    private (int Start, int End) Around(string text, Func<char, bool> isPart)
    {
        int at = random.Next(text.Length + 1);
        while (at < text.Length && !isPart(text[at]))
        {
            at++;
        }

        int start = at, end = at;
        while (start > 0 && isPart(text[start - 1]))
        {
            start--;
        }

        while (end < text.Length && isPart(text[end]))
        {
            end++;
        }

        return (start, end);
    }

    private string Splice(string text)
    {
        string other = Of(corpus);
        (int start, int end) = Span(other, 200);
        return Replace(text, Span(text, 100), other[start..end]);
    }

    private string Lines(string text)
    {
        List<string> lines = [.. text.Split('\n')];
        string line = lines[random.Next(lines.Count)];
        switch (random.Next(4))
        {
            case 0: lines.Remove(line); break;
            case 1: lines.Insert(random.Next(lines.Count + 1), line); break;
            case 2: lines.Insert(random.Next(lines.Count + 1), Of(Of(corpus).Split('\n'))); break;
            default: lines[random.Next(lines.Count)] = new string(' ', random.Next(8)) + line.TrimStart(); break;
        }

        return string.Join('\n', lines);
    }

    private string Repeat(string text)
    {
        (int start, int end) = Span(text, 12);
        int times = random.Next(4) == 0 ? random.Next(2, 6000) : random.Next(2, 20);
        string piece = text[start..end];
        return piece.Length == 0 ? text : Replace(text, (start, end), string.Concat(Enumerable.Repeat(piece, Math.Min(times, 1 + (LongestText / piece.Length)))));
    }

    private string Swap(string text)
    {
        (int Start, int End) first = Word(text), second = Word(text);
        if (first.Start > second.Start)
        {
            (first, second) = (second, first);
        }

        return first.End > second.Start
            ? text
            : string.Concat(text.AsSpan(0, first.Start), text.AsSpan(second.Start, second.End - second.Start), text.AsSpan(first.End, second.Start - first.End), text.AsSpan(first.Start, first.End - first.Start))
                + text[second.End..];
    }
}
