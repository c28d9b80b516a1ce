using System.CommandLine;
using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Verification.Ablation;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Cli.Commands;

/// <summary>One claim at one point: formula, reference, ratio. Replays counterexamples.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var claim = new Argument<string>("claim") { Description = "Claim id, for example eq9.electron-telegraph." };
        var at = new Option<string>("--at") { Description = "The point, for example D=100,Delta=1e6,P=0.7,Gc=1e5,G2=1e4.", Required = true };
        var file = new Option<string?>("--file") { Description = "The formula file that the claim stands in; without it, a claim of a suite.", HelpName = "FILE.yaml" };
        var command = new Command("evaluate", "Compare the formula of a claim with its reference at one point.") { claim, at, file };
        command.SetAction(parsed => Run(parsed.GetValue(claim)!, parsed.GetValue(at)!, parsed.GetValue(file)));
        return command;
    }

    private static int Run(string id, string at, string? file)
    {
        (Formula formula, Claim claim) = Find(id, file is null ? FormulaCatalogue.All : [FormulaSelection.Open(file)]);
        ParameterPoint point = Point(formula, at);
        var library = new ReferenceLibrary(DenseKernels.Managed, [formula]);
        if (claim is SymmetryClaim symmetry)
        {
            double image = formula.Predict(symmetry.Map(point));
            double expected = symmetry.Factor(point) * formula.Predict(point);
            Print($"f({symmetry.MapText})", image, "factor · f", expected, 0, formula.Unit);
            return ExitCode.Success;
        }

        Reference reference = KnownModels.ReferenceOf(claim) ?? throw new InputException($"The claim '{id}' has no reference to evaluate.");
        Comparison comparison = InteriorScan.Compare(formula, reference, library, point);
        if (!comparison.IsUsable)
        {
            throw new InputException($"'{id}' cannot be evaluated at {point}: {Refusal(formula, reference, library, point)}");
        }

        if (comparison.Time is double time)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"time       {time:R} s   (where the time courses differ most)"));
        }

        Print(formula.Title, comparison.Predicted, reference.ToString(), comparison.Computed, comparison.RelativeUncertainty, formula.Unit);
        return ExitCode.Success;
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
            return e.Message.Split(" (Parameter", 2)[0];
        }
    }

    private static void Print(string predictedName, double predicted, string computedName, double computed, double uncertainty, string unit)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"formula    {predicted:R} {unit}   ({predictedName})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reference  {computed:R} {unit}   ({computedName}, known to {uncertainty:G2})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio      {predicted / computed:R}"));
    }

    private static (Formula Formula, Claim Claim) Find(string id, IReadOnlyList<Formula> formulas)
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

    private static ParameterPoint Point(Formula formula, string at)
    {
        var given = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string part in at.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] sides = part.Split('=', 2);
            if (sides.Length != 2 || !double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            {
                throw new InputException($"--at needs name=number pairs separated by commas; '{part}' is not one.");
            }

            if (!given.TryAdd(sides[0], value))
            {
                throw new InputException($"--at gives '{sides[0]}' twice.");
            }
        }

        string[] names = [.. formula.Parameters.Select(p => p.Name)];
        string? unknown = given.Keys.FirstOrDefault(name => !names.Contains(name, StringComparer.Ordinal));
        string? missing = names.FirstOrDefault(name => !given.ContainsKey(name));
        return unknown is not null ? throw new InputException($"--at gives '{unknown}', which is not a parameter; they are {string.Join(", ", names)}.")
            : missing is not null ? throw new InputException($"--at lacks '{missing}'; the parameters are {string.Join(", ", names)}.")
            : new ParameterPoint(names, [.. names.Select(name => given[name])]);
    }
}
