using System.CommandLine;
using System.Globalization;
using LindbladVerify.Cli.Options;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Proofs;

namespace LindbladVerify.Cli.Commands;

/// <summary>The closed form of a quantity of a model, from the model file alone; or the right formula for what a formula file describes.</summary>
internal static class DeriveCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A model file, or a formula file: then the right formula for what it describes, and how its own differs." };
        var observable = new Option<string?>("--observable") { Description = "The observable; not needed where the model has one.", HelpName = "NAME" };
        var quantity = new Option<string>("--quantity") { Description = "residence-time, steady-state, spectral-density (with the frequency omega), golden-rule (with --leading), of the slowest mode spectral-gap, line-width or frequency, time-course (in t), or its laplace-transform (in s).", DefaultValueFactory = _ => "residence-time" };
        var factor = new Option<string?>("--factor") { Description = "The observable relaxes at this times the rate.", HelpName = "X" };
        var leading = new Option<string?>("--leading") { Description = "The leading power in a small parameter.", HelpName = "NAME" };
        var limit = new Option<string?>("--limit") { Description = "A limit, such as \"Gc -> infinity\", \"P -> 1\" or \"Gc, Delta^(1/2) -> infinity\".", HelpName = "PATH" };
        var terms = new Option<int>("--terms") { Description = "How many terms of the expansion.", DefaultValueFactory = _ => 1 };
        var set = new Option<string[]>("--set") { Description = "Hold a parameter at a number: NAME=VALUE, such as P=1/2. May be repeated.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
        var latex = new Option<bool>("--latex") { Description = "The formula in LaTeX, and nothing else." };
        var csharp = new Option<bool>("--csharp") { Description = "The formula as C# statements, and nothing else." };
        var python = new Option<bool>("--python") { Description = "The formula as Python statements, and nothing else." };
        var output = new Option<string?>("--out") { Description = "Write a formula file whose claims verify.", HelpName = "FORMULA.yaml" };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("derive", "Derive the closed form of a rate, steady state, spectral density or time course from a model file, and prove it.")
        {
            file, observable, quantity, factor, leading, limit, terms, set, latex, csharp, python, output, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new DeriveOptions(
                parsed.GetValue(observable),
                parsed.GetValue(quantity)!,
                parsed.GetValue(factor),
                parsed.GetValue(leading),
                parsed.GetValue(limit),
                parsed.GetValue(terms),
                parsed.GetValue(set)!);
            string[] languages = [.. new[] { (latex, "--latex"), (csharp, "--csharp"), (python, "--python"), (json, "--json") }.Where(l => parsed.GetValue(l.Item1)).Select(l => l.Item2)];
            if (languages.Length > 1)
            {
                throw new InputException($"{string.Join(" and ", languages)} each fill standard output alone; choose one.");
            }

            return Task.FromResult(Run(parsed.GetValue(file)!, options, languages.FirstOrDefault(), parsed.GetValue(output), cancellation));
        });
        return command;
    }

    private static int Run(string file, DeriveOptions options, string? language, string? output, CancellationToken cancellation)
    {
        OutputPaths.Check([(output, "--out")], language is "--json", file);
        if (DeriveOptions.IsFormulaFile(file))
        {
            options.RequireNone(output);
            Derivation right = Derived(() => Deriver.Derive(FormulaSelection.Open(file), cancellation: cancellation), null, null);
            Write(right, language);
            return ExitCode.Success;
        }

        ModelFile model = LongWork.Do("reading the model", cancellation, () => ModelFileReader.Open(file));
        DerivationRequest request = options.Request(model);
        if (request.IsTransform && output is not null)
        {
            throw new InputException("--out: a formula file states rates and time courses, no Laplace transforms; ask for --quantity time-course, or leave out --out.");
        }

        Derivation derivation = Derived(() => Deriver.Derive(model, request, cancellation: cancellation), options.Quantity, request.Observable);
        Write(derivation, language);
        if (output is not null)
        {
            WriteFormula(output, file, model, request, derivation);
        }

        return ExitCode.Success;

        Derivation Derived(Func<Derivation> derive, string? quantity, string? observable)
        {
            try
            {
                return LongWork.Do("deriving", cancellation, derive);
            }
            catch (Exception e) when (language is "--json" && e is DerivationException or ModelFileException { IsSize: true })
            {
                // Who reads JSON alone is told the reason as well.
                StandardOutput.Write(stream => DerivationJson.WriteRefusal(stream, quantity, observable, OneLine.Of(e.Message)));
                throw;
            }
        }
    }

    private static void Write(Derivation derivation, string? language)
    {
        switch (language)
        {
            case "--json":
                StandardOutput.Write(stream => DerivationJson.Write(stream, derivation));
                break;
            case "--latex":
                Console.Out.WriteLine(derivation.Latex);
                break;
            case "--csharp" or "--python":
                Console.Out.WriteLine(Statements(derivation, language));
                break;
            default:
                Print(derivation);
                break;
        }
    }

    private static string Statements(Derivation derivation, string language)
    {
        if (derivation.Terms.Count != 1)
        {
            throw new InputException($"{language} is offered for one term; leave out --terms.");
        }

        return language is "--csharp" ? derivation.Terms[0].Presented.CSharp : derivation.Terms[0].Presented.Python;
    }

    private static void Print(Derivation derivation)
    {
        TextWriter text = Console.Out;
        text.WriteLine(derivation.Text);
        foreach ((string name, string meaning) in derivation.Where)
        {
            text.WriteLine($"  {name} = {meaning}");
        }

        text.WriteLine();
        string limit = derivation.Path is { } path ? $" for {path.Text}" : string.Empty;
        string quantity = derivation.IsOfFile ? $"the {derivation.Observable}" : $"{derivation.Quantity} of {derivation.Observable}";
        string variables = derivation.Parameters.Count == 0 ? "a number" : $"{derivation.NumeratorTerms} over {derivation.DenominatorTerms} terms in {string.Join(", ", derivation.Parameters)}";
        text.WriteLine($"{quantity}{limit}: {variables}");
        text.WriteLine(ProseNumbers.Plain(string.Create(CultureInfo.InvariantCulture, $"{derivation.Block} coupled equations, {derivation.Probes} values, {derivation.Elapsed.TotalSeconds:F3} s; {derivation.Proof.Word.Replace('-', ' ')}: {derivation.Proof.Reason} Probability of error below {derivation.Proof.FailureProbability:G1}.")));
        if (derivation.Agrees is { } agrees)
        {
            text.WriteLine(agrees ? "The formula of the file is this one."
                : derivation.Difference is null ? "The formula of the file is another one." : $"The formula of the file is another one; over this one, minus 1, it is\n  {derivation.Difference}");
        }
        else if (derivation.NotCompared is { } reason)
        {
            text.WriteLine($"The formula of the file could not be compared with this one: {reason}");
        }
    }

    private static void WriteFormula(string output, string file, ModelFile model, DerivationRequest request, Derivation derivation)
    {
        string folder = SpecialFile.IsStandardOutput(output) ? "." : Path.GetDirectoryName(Path.GetFullPath(output))!;
        string relative = Path.GetRelativePath(folder, Path.GetFullPath(file)).Replace('\\', '/');
        string id = new([.. Path.GetFileNameWithoutExtension(output).ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
        string text = FormulaFileWriter.Text(id.Trim('-') is { Length: > 0 } clean ? clean : "derived", derivation, model, relative, request);
        AtomicFile.WriteText(output, writer => writer.Write(text));
        if (!SpecialFile.IsStandardOutput(output))
        {
            StandardError.Say($"wrote {output}; check it with: lindblad-verify verify {FileFormula.Quoted(output)}");
        }
    }
}
