using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LindbladVerify.Cli.Options;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Reporting.Explorer;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Cli.Commands;

/// <summary>A page to play with: a formula beside the truth, with a slider per parameter.</summary>
internal static class ExploreCommand
{
    public static Command Create()
    {
        var formula = new Argument<string>("formula") { Description = "Formula file, or formula id, for example eq11.", HelpName = "FORMULA.yaml|ID" };
        var output = new Option<string?>("--out") { Description = "The page; default FORMULA.explore.html.", HelpName = "page.html" };
        var claim = new Option<string?>("--claim") { Description = "The claim whose quantity is the truth; the first that has one unless given.", HelpName = "ID" };
        var set = new Option<string[]>("--set") { Description = "NAME=VALUE where the page starts; may be given again.", DefaultValueFactory = _ => [], HelpName = "NAME=VALUE" };
        var vary = new Option<string?>("--vary") { Description = $"Take a table over these parameters, at most {ExploredGrid.MostAxes}, such as D,P, and hold the others; the closed form has them all.", HelpName = "NAMES" };
        Option<int?> points = NumberOptions.WholeOrNone("--points", "Values per axis of a table, from 4 to 2000.", 4, 2000);
        var until = new Option<string?>("--until") { Description = "The end of the time axis of a time course, such as \"2 ms\"; where little changes any more unless given.", HelpName = "TIME" };
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("explore", "Write a page to play with: sliders, formula and truth as curves, and the map of where the formula holds. One file, opens offline.")
        {
            formula, output, claim, set, vary, points, until, threads, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            Formula chosen = LongWork.Do("reading the formula", cancellation, () => FormulaSelection.One(parsed.GetValue(formula)!));
            string page = parsed.GetValue(output) ?? chosen.Id + ".explore.html";
            bool isPiped = OutputPaths.Check([(page, "--out")], parsed.GetValue(json), FormulaSelection.FileOf(parsed.GetValue(formula)!));
            Claim found = ClaimOf(chosen, parsed.GetValue(claim));
            var notes = new List<string>();
            chosen = LongWork.Do("reading the course", cancellation, () => WithTime(chosen, KnownModels.ReferenceOf(found)!, parsed.GetValue(until), parsed.GetValue(set)!, notes, cancellation));
            RequireRanges(chosen);
            ParameterPoint start = Start(chosen, parsed.GetValue(set)!, notes);
            string[] varied = Varied(chosen, parsed.GetValue(vary)), held = [.. parsed.GetValue(set)!.Select(s => s.Split('=')[0].Trim())];
            Exploration exploration = LongWork.Do("exploring", cancellation, progress => Explore(
                new Explorer(end => new ReferenceLibrary(DenseKernels.Managed, [chosen], end), parsed.GetValue(threads)),
                explorer => explorer.Explore(chosen, found, explorer.StartNear(chosen, found, start, held, cancellation), varied, parsed.GetValue(points), progress, cancellation)));
            if (exploration.Truth.IsEmpty)
            {
                throw new InputException($"{chosen.Id} and its reference exist together at no point of the table, or take too long there. --set holds a parameter, --vary and --points take a table and the time that it needs.");
            }

            AtomicFile.WriteText(page, writer => writer.Write(ExplorerPage.Render(exploration)));
            if (parsed.GetValue(json))
            {
                StandardOutput.Write(stream => WriteJson(stream, page, exploration));
            }
            else if (!isPiped)
            {
                foreach (string note in notes)
                {
                    Console.WriteLine(note);
                }

                Console.WriteLine($"formula  {ProseNumbers.Plain(exploration.Prediction.Basis)}");
                Console.WriteLine($"truth    {ProseNumbers.Plain(exploration.Truth.Basis)}");
                Console.WriteLine($"page     {page}");
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    /// <summary>What has no course or table there is an error of the input.</summary>
    private static T Explore<T>(Explorer explorer, Func<Explorer, T> work)
    {
        try
        {
            return work(explorer);
        }
        catch (ArgumentException e)
        {
            throw new InputException(InputException.Reason(e));
        }
    }

    /// <summary>A whole time course with the time as a parameter, from 0 to where little changes any more at the start of the page.</summary>
    private static Formula WithTime(Formula formula, Reference reference, string? until, string[] settings, List<string> notes, CancellationToken cancellation)
    {
        if (formula is not FileFormula { IsWholeCourse: true } course)
        {
            return until is null ? formula : throw new InputException($"--until is the end of a time axis; {formula.Id} is no whole time course.");
        }

        if (until is not null)
        {
            double given = QuantityOption.Read("--until", until, QuantityKind.Time, notes);
            return given > 0 && double.IsFinite(given) ? course.AtTimes(given) : throw new InputException($"--until '{until}': the end of a time axis is above 0.");
        }

        FileFormula anyTime = course.AtTimes(double.MaxValue);
        ParameterPoint start = Start(anyTime, settings, []);
        return Explore(new Explorer(_ => new ReferenceLibrary(DenseKernels.Managed, [course], cancellation), threads: 1), explorer => course.AtTimes(explorer.LastTime(anyTime, reference, start)));
    }

    private static Claim ClaimOf(Formula formula, string? id)
    {
        Claim[] claims = [.. formula.Claims.Where(c => KnownModels.ReferenceOf(c) is not null)];
        return claims.Length == 0 ? throw new InputException($"No claim of {formula.Id} names a quantity to compare it with.")
            : id is null ? claims[0]
            : claims.FirstOrDefault(c => string.Equals(c.Id, id, StringComparison.Ordinal) || string.Equals($"{formula.Id}.{c.Id}", id, StringComparison.Ordinal))
                ?? throw new InputException($"--claim '{id}': {formula.Id} has no such claim with a quantity to compare with; there are {string.Join(", ", claims.Select(c => c.Id))}.");
    }

    /// <summary>The paper's point or the middle of each range in two digits, brought into the ranges; values that are given must lie in them.</summary>
    private static ParameterPoint Start(Formula formula, IReadOnlyList<string> settings, List<string> notes)
    {
        ParameterPoint start = OperatingPoints.StartOf(formula);
        bool isPair = OperatingPoints.Applies(formula);
        start = formula.Parameters.Aggregate(start, (point, p) => point.With(p.Name, Math.Clamp(isPair || p.High == p.Low ? point[p.Name] : Explorer.Rounded(point[p.Name]), p.Low, p.High)));
        foreach (string setting in settings)
        {
            (string name, double value) = ParameterAssignment.Read("--set", setting, formula, notes);
            Parameter parameter = formula.Parameters.First(p => string.Equals(p.Name, name, StringComparison.Ordinal));
            start = value >= parameter.Low && value <= parameter.High
                ? start.With(name, value)
                : throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--set {name}={value:R}: the page covers the formula's range, {parameter.Low:R} to {parameter.High:R}."));
        }

        return start;
    }

    private static string[] Varied(Formula formula, string? names)
    {
        string[] varied = names?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        string[] known = [.. formula.Parameters.Where(p => p.High > p.Low).Select(p => p.Name)];
        return varied.FirstOrDefault(v => !known.Contains(v, StringComparer.Ordinal)) is { } unknown
            ? throw new InputException($"--vary '{unknown}' is no parameter of {formula.Id} with a range; there are {string.Join(", ", known)}.")
            : varied.FirstOrDefault(v => !ExploredGrid.CanTabulate(formula.Parameters.First(p => string.Equals(p.Name, v, StringComparison.Ordinal)))) is { } whole
            ? throw new InputException($"--vary '{whole}' is a whole number with too many values for a table.")
            : varied.Length > ExploredGrid.MostAxes || varied.Distinct(StringComparer.Ordinal).Count() < varied.Length || (names is not null && varied.Length == 0)
            ? throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--vary takes 1 to {ExploredGrid.MostAxes} different parameters, not '{names}'."))
            : varied;
    }

    private static void RequireRanges(Formula formula)
    {
        if (formula.Parameters.All(p => !(p.High > p.Low)))
        {
            throw new InputException($"{formula.Id} has no parameter with a range; there is nothing to explore.");
        }
    }

    private static void WriteJson(Stream stream, string page, Exploration exploration)
    {
        using var json = new Utf8JsonWriter(stream, VerdictsJson.Options);
        json.WriteStartObject();
        json.WriteString("page", page);
        json.WriteString("claim", $"{exploration.Formula.Id}.{exploration.Claim}");
        foreach ((string name, ExploredSurface side) in new[] { ("formula", exploration.Prediction), ("truth", exploration.Truth) })
        {
            json.WriteStartObject(name);
            json.WriteBoolean("isTable", side.Table is not null);
            json.WriteString("basis", side.Basis);
            json.WriteFinite("largestDeviation", side.LargestDeviation);
            json.WriteNumber("checkedPoints", side.CheckedPoints);
            json.WriteEndObject();
        }

        json.WriteStrings("varied", exploration.Varied);
        json.WriteEndObject();
    }
}
