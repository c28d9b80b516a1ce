using System.Globalization;
using System.Text.Json;
using LindbladVerify.Cli.Options;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.Paper;

namespace LindbladVerify.Cli.Commands;

/// <summary>What the command hypres prints.</summary>
internal static class HypresOutput
{
    public static void WriteText(HypResRun run, ExchangeSummary summary, IReadOnlyList<HypResFact> facts, ExchangeComparison? comparison, IReadOnlyList<string> files)
    {
        HypResModel model = run.Model;
        GeometryOptions.WriteConventions(model.Conventions);
        Console.WriteLine($"{"noise, rate",-22} {model.Noise}, {model.Method}");
        foreach (HypResSetting setting in HypResSetting.All)
        {
            Line(setting.Key, $"{setting.Get(model):R}{(string.Equals(setting.Unit, "1", StringComparison.Ordinal) ? string.Empty : " " + setting.Unit)}");
        }

        Console.WriteLine();
        Line("thermal", $"{model.Thermal:P3}");
        Line("overshoot", $"{run.Overshoot.Value:P3} at {run.Overshoot.Time:G4} s; {run.Visible[^1]:P3} at {run.Times[^1]:G4} s");
        Line("diffusion alone", $"plateau {summary.Plateau * model.Prepared:P3}; half-time {summary.HalfTime:G4} s, nine tenths {summary.NineTenthsTime:G4} s, mean {summary.MeanTime:G4} s");
        (double visible, double hidden) = summary.CompartmentRates;
        Line("two compartments", $"visible {visible:G4} 1/s, hidden {hidden:G4} 1/s; off by up to {summary.LargestDeviation:P1} of the rise");
        Line("not one exponential", $"nine tenths over half {summary.Stretch:F1} (3.32 for one); slowest mode {summary.SlowestTime:G4} s with {summary.SlowestWeight:P1} of the rise");
        if (comparison is not null)
        {
            Line("single nuclei", $"half-time {comparison.HalfTime(comparison.Lattice):G4} s on lattices (of {comparison.Spins.Lattice} nuclei) and {comparison.HalfTime(comparison.Glass):G4} s in glasses (of {comparison.Spins.Glass} nuclei)");
        }

        foreach (HypResFact fact in facts)
        {
            Console.WriteLine();
            Console.WriteLine($"{(fact.Holds ? "holds" : "FAILS")}  {fact.Statement}");
            Console.WriteLine($"       {fact.Evidence}.");
        }

        foreach (string file in files)
        {
            Console.WriteLine(file);
        }
    }

    public static void WriteJson(HypResRun run, ExchangeSummary summary, IReadOnlyList<HypResFact> facts, ExchangeComparison? comparison, IReadOnlyList<string> files)
    {
        StandardOutput.Write(stream =>
        {
            using var json = new Utf8JsonWriter(stream, GeometryOptions.JsonStyle);
            json.WriteStartObject();
            GeometryOptions.WriteConventions(json, run.Model.Conventions);
            WriteModel(json, run.Model);
            Numbers(json, "times", run.Times);
            Numbers(json, "visible", run.Visible);
            Numbers(json, "hidden", run.Hidden);
            json.WriteNumber("thermal", run.Model.Thermal);
            WriteSummary(json, summary);
            WriteFacts(json, facts);
            if (comparison is not null)
            {
                WriteComparison(json, comparison);
            }

            json.WriteStartArray("files");
            foreach (string file in files)
            {
                json.WriteStringValue(file);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void WriteModel(Utf8JsonWriter json, HypResModel model)
    {
        json.WriteStartObject("model");
        json.WriteString("noise", model.Noise);
        json.WriteString("method", model.Method);
        foreach (HypResSetting setting in HypResSetting.All)
        {
            json.WriteFinite(setting.Key, setting.Get(model)); // an infinite relaxation time is null
        }

        json.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter json, ExchangeSummary summary)
    {
        json.WriteStartObject("exchange");
        json.WriteNumber("meanTime", summary.MeanTime);
        json.WriteNumber("halfTime", summary.HalfTime);
        json.WriteNumber("nineTenthsTime", summary.NineTenthsTime);
        json.WriteNumber("slowestTime", summary.SlowestTime);
        json.WriteNumber("slowestWeight", summary.SlowestWeight);
        json.WriteNumber("largestDeviation", summary.LargestDeviation);
        json.WriteNumber("hiddenShare", summary.HiddenShare);
        json.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter json, IReadOnlyList<HypResFact> facts)
    {
        json.WriteStartArray("facts");
        foreach (HypResFact fact in facts)
        {
            json.WriteStartObject();
            json.WriteString("id", fact.Id);
            json.WriteString("statement", fact.Statement);
            json.WriteBoolean("holds", fact.Holds);
            json.WriteString("evidence", fact.Evidence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteComparison(Utf8JsonWriter json, ExchangeComparison comparison)
    {
        json.WriteStartObject("comparison");
        Numbers(json, "times", comparison.Times);
        Numbers(json, "continuum", comparison.Continuum);
        Numbers(json, "twoCompartments", comparison.TwoCompartments);
        Numbers(json, "lattice", comparison.Lattice);
        Numbers(json, "glass", comparison.Glass);
        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static void Line(string name, FormattableString text) => Console.WriteLine($"{name,-22} {text.ToString(CultureInfo.InvariantCulture)}");
}
