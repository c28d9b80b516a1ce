using System.Text.Json;
using System.Xml.Linq;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Results;

public sealed class ResultFilesTests
{
    private static readonly ParameterPoint Point = new(["D", "P"], [0.1, 0.7]);

    private static readonly Verdict Refuted = new()
    {
        Id = "eq0.always",
        Statement = "A < B & \"C\"",
        Source = new Source("Nobody, J. Nothing 1, 2 (2000)", "10.0/0", "Eq. (0)"),
        Variant = "as printed",
        Kind = VerdictKind.False,
        Declared = VerdictKind.Exact,
        Reason = "Wrong by 3 %.",
        LargestRelativeError = 0.03,
        WorstPoint = Point,
        Counterexample = new Counterexample(Point, 1.03, 1.0, 0.03, 1e-15, ["D"], "lindblad-verify evaluate eq0.always --at D=0.1,P=0.7"),
        Evidence = [new EvidenceRow("identity", "10 points", 10, 0.03)],
    };

    private static readonly Verdict Limit = Refuted with
    {
        Id = "eq0.limit",
        Kind = VerdictKind.Asymptotic,
        Declared = VerdictKind.Asymptotic,
        Counterexample = null,
        LargestRelativeError = double.NaN,
        WorstPoint = null,
        Order = new MeasuredOrder(2.0000001, 1e-7, 1e-6, 1e-2, 8, [2, 2]),
    };

    [Fact]
    public void VerdictsHaveTheKeysOthersRelyOn()
    {
        JsonElement root = Parse(stream => VerdictsJson.Write(stream, "demo", [Refuted, Limit], []));

        Assert.Equal("demo", root.GetProperty("suite").GetString());
        JsonElement first = root.GetProperty("verdicts")[0];
        foreach (string key in new[] { "id", "statement", "source", "variant", "verdict", "declared", "asDeclared", "order", "largestRelativeError", "counterexample", "evidence" })
        {
            Assert.True(first.TryGetProperty(key, out _), key);
        }

        Assert.Equal("false", first.GetProperty("verdict").GetString());
        Assert.Equal("exact", first.GetProperty("declared").GetString());
        Assert.False(first.GetProperty("asDeclared").GetBoolean());
        Assert.Equal(JsonValueKind.Null, first.GetProperty("order").ValueKind);
        Assert.Equal(0.1, first.GetProperty("counterexample").GetProperty("point").GetProperty("D").GetDouble());
        Assert.Equal(1.03, first.GetProperty("counterexample").GetProperty("ratio").GetDouble(), 15);

        JsonElement second = root.GetProperty("verdicts")[1];
        Assert.Equal(2.0000001, second.GetProperty("order").GetProperty("value").GetDouble());
        Assert.Equal(1e-7, second.GetProperty("order").GetProperty("standardError").GetDouble());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("largestRelativeError").ValueKind);
        Assert.Equal(JsonValueKind.Null, second.GetProperty("counterexample").ValueKind);
    }

    [Fact]
    public void JUnitFailsExactlyWhereTheVerdictDiffers()
    {
        using var stream = new MemoryStream();
        JUnitXml.Write(stream, "demo", [Refuted, Limit], TimeSpan.FromSeconds(1.5));
        stream.Position = 0;
        XElement suite = XDocument.Load(stream).Root!.Element("testsuite")!;

        Assert.Equal("2", suite.Attribute("tests")!.Value);
        Assert.Equal("1", suite.Attribute("failures")!.Value);
        XElement failing = Assert.Single(suite.Elements("testcase"), c => c.Element("failure") is not null);
        Assert.Equal("eq0.always", failing.Attribute("name")!.Value);
        Assert.Equal("declared exact, found false", failing.Element("failure")!.Attribute("message")!.Value);
        Assert.Contains("A < B & \"C\"", failing.Element("system-out")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void RatesKeepEveryDigitAndSayWhyOneIsMissing()
    {
        double value = 47.71808269175579;
        var report = new RateReport(
            76e3, 8e6, 0.7, 2e6, 7e4, "electron-telegraph",
            [new RateRow("exact", value, null, 1e-15, null), new RateRow("spectral-gap", null, null, null, "oscillates"), new RateRow("monte-carlo", 47.6, 0.2, null, null)],
            RateExists: true, "because", ["a note"]);
        JsonElement root = Parse(stream => RateJson.Write(stream, report));

        Assert.Equal(8e6, root.GetProperty("parameters").GetProperty("hyperfine").GetDouble());
        JsonElement rates = root.GetProperty("rates");
        Assert.Equal(value, rates[0].GetProperty("value").GetDouble());
        Assert.Equal(JsonValueKind.Null, rates[0].GetProperty("standardError").ValueKind);
        Assert.Equal("1/s", rates[0].GetProperty("unit").GetString());
        Assert.Equal(JsonValueKind.Null, rates[1].GetProperty("value").ValueKind);
        Assert.Equal("oscillates", rates[1].GetProperty("reason").GetString());
        Assert.Equal(0.2, rates[2].GetProperty("standardError").GetDouble());
        Assert.True(root.GetProperty("regime").GetProperty("rateExists").GetBoolean());
    }

    private static JsonElement Parse(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }
}
