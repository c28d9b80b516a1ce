using System.Globalization;
using System.Text;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Files;

/// <summary>A strict reader of RFC 4180, written from the grammar of its section 2.</summary>
public static class CsvReader
{
    public static List<string[]> Read(string text)
    {
        List<string[]> rows = [];
        List<string> row = [];
        int i = 0;
        while (i < text.Length)
        {
            row.Add(text[i] == '"' ? Quoted(text, ref i) : Plain(text, ref i));
            if (i < text.Length && text[i] == ',')
            {
                i++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(i, 2));
            i += 2;
            rows.Add([.. row]);
            row.Clear();
        }

        Assert.Empty(row);
        return rows;
    }

    public static double Number(string cell) => cell switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(cell, CultureInfo.InvariantCulture),
    };

    private static string Plain(string text, ref int i)
    {
        int end = text.AsSpan(i).IndexOfAny(',', '\r', '\n') + i;
        string cell = text[i..end];
        Assert.DoesNotContain('"', cell);
        i = end;
        return cell;
    }

    private static string Quoted(string text, ref int i)
    {
        var cell = new StringBuilder();
        for (i++; text[i] != '"' || (i + 1 < text.Length && text[i + 1] == '"'); i++)
        {
            i += text[i] == '"' ? 1 : 0;
            cell.Append(text[i]);
        }

        i++;
        return cell.ToString();
    }
}
