using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A text of the form "number", "number unit" or "numberunit", cut into its two parts in one pass.</summary>
/// <param name="Number">The digits with sign, point and exponent.</param>
/// <param name="Unit">The unit; empty where there is none.</param>
/// <param name="UnitStart">Where it begins in the text.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct QuantityText(string Number, string Unit, int UnitStart)
{
    /// <summary>The parts; null where the text has another form.</summary>
    public static QuantityText? Of(string text)
    {
        int start = SkipBlanks(text, 0);
        int numberEnd = EndOfNumber(text, start);
        if (numberEnd < 0)
        {
            return null;
        }

        int unitStart = SkipBlanks(text, numberEnd);
        int unitEnd = EndOfUnit(text, unitStart, isApart: unitStart > numberEnd);
        return SkipBlanks(text, unitEnd) == text.Length ? new QuantityText(text[start..numberEnd], text[unitStart..unitEnd], unitStart) : null;
    }

    /// <summary>The end of [+-] digits [. digits] [e [+-] digits], with a digit before or after the point; -1 where there is none.</summary>
    private static int EndOfNumber(string text, int at)
    {
        at += At(text, at) is '+' or '-' ? 1 : 0;
        int point = SkipDigits(text, at);
        int end = point;
        if (At(text, point) == '.')
        {
            end = SkipDigits(text, point + 1);
            if (point == at && end == point + 1)
            {
                return -1;
            }
        }
        else if (point == at)
        {
            return -1;
        }

        if (At(text, end) is 'e' or 'E')
        {
            int digits = end + (At(text, end + 1) is '+' or '-' ? 2 : 1);
            int exponentEnd = SkipDigits(text, digits);
            end = exponentEnd > digits ? exponentEnd : end;
        }

        return end;
    }

    /// <summary>The end of a unit such as kHz, rad/s or s^-1; 1/s and its kind stand apart from the number.</summary>
    private static int EndOfUnit(string text, int at, bool isApart)
    {
        if (IsUnitStart(At(text, at)))
        {
            int end = at + 1;
            while (char.IsAsciiLetter(At(text, end)) || At(text, end) == '/')
            {
                end++;
            }

            return string.CompareOrdinal(text, end, "^-1", 0, 3) == 0 ? end + 3 : end;
        }

        if (isApart && At(text, at) == '1' && At(text, at + 1) == '/' && char.IsAsciiLetterLower(At(text, at + 2)))
        {
            int end = at + 2;
            while (char.IsAsciiLetterLower(At(text, end)))
            {
                end++;
            }

            return end;
        }

        return at;
    }

    private static bool IsUnitStart(char c) => char.IsAsciiLetter(c) || c is 'µ' or 'μ' or 'Å';

    private static char At(string text, int at) => at < text.Length ? text[at] : '\0';

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int SkipDigits(string text, int at)
    {
        while (char.IsAsciiDigit(At(text, at)))
        {
            at++;
        }

        return at;
    }
}
