using System.CommandLine;
using System.Globalization;
using LindbladVerify.Cli.Options;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Cli.Commands;

/// <summary>One claim at one point: formula, reference, ratio. Replays counterexamples.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var claim = new Argument<string>("claim") { Description = "Claim id, for example eq9.electron-telegraph." };
        var at = new Option<string>("--at") { Description = "The point, for example D=100,Delta=1e6,P=0.7,Gc=100 kHz,G2=1e4; of a time course with t=... its value then, without it the time at which it differs most.", Required = true };
        var file = new Option<string?>("--file") { Description = "The formula file that the claim stands in; without it, a claim of a suite or of the gallery.", HelpName = "FILE.yaml" };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("evaluate", "Compare the formula of a claim with its reference at one point.") { claim, at, file, json };
        command.SetAction((parsed, cancellation) =>
        {
            (Formula formula, Claim found) = LongWork.Do(
                "reading the formula", cancellation, () => Find(parsed.GetValue(claim)!, parsed.GetValue(file) is { } path ? [FormulaSelection.Open(path)] : FormulaCatalogue.All.Concat(Gallery())));
            formula = AtOneTime(formula, parsed.GetValue(at)!);
            var notes = new List<string>();
            ParameterPoint point = Point(formula, parsed.GetValue(at)!, notes);
            PointReport report = LongWork.Do("evaluating", cancellation, () => Evaluate(formula, found, point, notes, cancellation));
            if (parsed.GetValue(json))
            {
                StandardOutput.Write(stream => PointJson.Write(stream, report));
            }
            else
            {
                Print(report);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static PointReport Evaluate(Formula formula, Claim claim, ParameterPoint point, IReadOnlyList<string> notes, CancellationToken cancellation)
    {
        string id = $"{formula.Id}.{claim.Id}";
        if (claim is SymmetryClaim symmetry)
        {
            return new PointReport(id, point, formula.Predict(symmetry.Map(point)), $"f({symmetry.MapText})", symmetry.Factor(point) * formula.Predict(point), "factor · f", 0, formula.Unit, null, notes);
        }

        var library = new ReferenceLibrary(DenseKernels.Managed, [formula], cancellation);
        Reference reference = KnownModels.ReferenceOf(claim) ?? throw new InputException($"The claim '{id}' has no reference to evaluate.");
        if (claim is InequalityClaim inequality)
        {
            ReferenceValue left = library.Evaluate(inequality.Reference, formula, point);
            ReferenceValue right = library.Evaluate(inequality.Other, formula, point);
            return left.Exists && right.Exists
                ? new PointReport(id, point, left.Value, inequality.Reference.ToString(), right.Value, inequality.Other.ToString(), right.RelativeUncertainty, formula.Unit, null, notes)
                : throw new InputException($"'{id}' cannot be evaluated at {point}: {ProseNumbers.Plain(left.Remark ?? right.Remark ?? string.Empty)}");
        }

        Comparison comparison = InteriorScan.CompareBest(formula, reference, library, point, cancellation);
        return comparison.IsUsable
            ? new PointReport(id, point, comparison.Predicted, formula.Title, comparison.Computed, reference.ToString(), comparison.RelativeUncertainty, formula.Unit, comparison.Time, notes)
            : throw new InputException($"'{id}' cannot be evaluated at {point}: {Refusal(formula, reference, library, point)}");
    }

    /// <summary>What the formula or the reference says of a point that it refuses.</summary>
    private static string Refusal(Formula formula, Reference reference, ReferenceLibrary library, ParameterPoint point)
    {
        try
        {
            double predicted = formula.Predict(point);
            ReferenceValue computed = library.Evaluate(reference, formula, point);
            return computed.Remark ?? (double.IsFinite(predicted) ? "the reference is not a finite number there." : "the formula is not a finite number there.");
        }
        catch (ArgumentException e)
        {
            return InputException.Reason(e);
        }
    }

    private static void Print(PointReport report)
    {
        foreach (string note in report.Notes)
        {
            Console.WriteLine(note);
        }

        if (report.Time is double time)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"time       {time:R} s   (where the time courses differ most)"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"formula    {report.Formula:R} {report.Unit}   ({report.FormulaName})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reference  {report.Reference:R} {report.Unit}   ({report.ReferenceName}, known to {ProseNumbers.Plain(report.RelativeUncertainty.ToString("G2", CultureInfo.InvariantCulture))})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio      {report.Formula / report.Reference:R}"));
    }

    /// <summary>The formulas of the gallery, read only where no suite has the claim.</summary>
    private static IEnumerable<FileFormula> Gallery()
    {
        foreach (FileFormula formula in FormulaGallery.All)
        {
            yield return formula;
        }
    }

    private static (Formula Formula, Claim Claim) Find(string id, IEnumerable<Formula> formulas)
    {
        foreach (Formula formula in formulas)
        {
            foreach (Claim claim in formula.Claims)
            {
                if (string.Equals($"{formula.Id}.{claim.Id}", id, StringComparison.Ordinal))
                {
                    return (formula, claim);
                }
            }
        }

        throw new InputException($"There is no claim '{id}'; 'verify' lists them all.");
    }

    /// <summary>A formula for a whole time course, where the point gives a time: its value then.</summary>
    private static Formula AtOneTime(Formula formula, string at) =>
        formula is FileFormula { IsWholeCourse: true } course && at.Split(',').Any(part => string.Equals(part.Split('=')[0].Trim(), FormulaBody.Time, StringComparison.Ordinal)) ? course.AtTimes(double.PositiveInfinity) : formula;

    private static ParameterPoint Point(Formula formula, string at, List<string> notes)
    {
        var given = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string part in at.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            (string name, double value) = ParameterAssignment.Read("--at", part, formula, notes);
            if (!given.TryAdd(name, value))
            {
                throw new InputException($"--at gives '{name}' twice.");
            }
        }

        string[] names = [.. formula.Parameters.Select(p => p.Name)];
        return names.FirstOrDefault(name => !given.ContainsKey(name)) is { } missing
            ? throw new InputException($"--at lacks '{missing}'; the parameters are {string.Join(", ", names)}.")
            : new ParameterPoint(names, [.. names.Select(name => given[name])]);
    }
}
