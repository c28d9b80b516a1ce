using LindbladVerify.Reporting.Files;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Files;

public sealed class CsvTableTests
{
    [Fact]
    public void Columns_come_back_with_their_names_and_bits()
    {
        double[] t = [0, 1e-9, 2.0 / 3, double.MaxValue, double.Epsilon];
        double[] z = [1, -0.0, double.NaN, double.NegativeInfinity, double.PositiveInfinity];
        var text = new StringWriter();
        new CsvTable(("t", t), ("z, \"mean\"\nof two", z)).Write(text);
        List<string[]> rows = CsvReader.Read(text.ToString());
        Assert.Equal(["t", "z, \"mean\"\nof two"], rows[0]);
        Assert.Equal(t.Zip(z), rows.Skip(1).Select(r => (CsvReader.Number(r[0]), CsvReader.Number(r[1]))));
        Assert.Equal("-0", rows[2][1]);
    }

    [Fact]
    public void Columns_that_do_not_fit_together_are_refused_by_name()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new CsvTable(("t", [1, 2]), ("z", [1])));
        Assert.Contains("'z' has 1", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new CsvTable(("t", [1]), ("t", [1])));
        Assert.Throws<ArgumentException>(() => new CsvTable(("", [1])));
        Assert.Throws<ArgumentException>(() => new CsvTable());
    }
}
