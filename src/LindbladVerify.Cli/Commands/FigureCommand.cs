using System.CommandLine;
using System.Text.Json;
using LindbladVerify.Cli.Options;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Reporting.Figures;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Paper;

namespace LindbladVerify.Cli.Commands;

/// <summary>Draws the paper's figures in nanometres, and two of our own.</summary>
internal static class FigureCommand
{
    private static readonly string[] Names = ["3a", "3b", "ratio", "grey", "all"];

    public static Command Create()
    {
        var name = new Argument<string>("figure") { Description = "3a, 3b, ratio (Eq. (9) over the real electron), grey (inside the grey region) or all." };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: string value }] && !Names.Contains(value, StringComparer.Ordinal))
            {
                result.AddError($"There is no figure '{value}'; there are {string.Join(", ", Names)}.");
            }
        });
        var folder = new Option<string>("--out") { Description = "Folder for the SVG and CSV files.", DefaultValueFactory = _ => "lindblad-figures" };
        var noise = new Option<string>("--noise") { Description = "Electron noise of figure 3a; symmetric-telegraph is Eq. (9) of the paper.", DefaultValueFactory = _ => "symmetric-telegraph" };
        Option<string> conventions = GeometryOptions.ConventionSet();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("figure", "Draw a figure of Chessari et al. as SVG with its numbers as CSV.") { name, folder, noise, conventions, json };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetValue(name)!, parsed.GetValue(folder)!, GeometryOptions.Noise(parsed.GetValue(noise)!), GeometryOptions.Find(parsed.GetValue(conventions)!), parsed.GetValue(json), cancellation)));
        return command;
    }

    private static int Run(string name, string folder, ElectronNoise noise, Conventions conventions, bool json, CancellationToken cancellation)
    {
        OutputPaths.RequireFolder(folder);
        Figure[] figures = LongWork.Do("drawing", cancellation, () => Figures(name, noise, conventions).ToArray());
        var files = new List<(string Svg, string Csv)>();
        Exception? failure = OutputPaths.Try(() => files.AddRange(figures.Select(f => FigureFiles.Write(f, folder))));
        Print(files, conventions, json);
        return failure is null ? ExitCode.Success : throw failure;
    }

    private static void Print(IReadOnlyList<(string Svg, string Csv)> files, Conventions conventions, bool json)
    {
        if (json)
        {
            WriteJson(files, conventions);
            return;
        }

        GeometryOptions.WriteConventions(conventions);
        foreach ((string svg, string csv) in files)
        {
            Console.WriteLine(svg);
            Console.WriteLine(csv);
        }
    }

    private static IEnumerable<Figure> Figures(string name, ElectronNoise noise, Conventions conventions)
    {
        bool all = string.Equals(name, "all", StringComparison.Ordinal);
        bool Wanted(string figure) => all || string.Equals(name, figure, StringComparison.Ordinal);
        if (Wanted("3a"))
        {
            yield return GeometryFigures.Figure3a(DiffusionFamily.Compute(conventions, noise.Name));
        }

        if (Wanted("3b"))
        {
            yield return GeometryFigures.Figure3b(LimitForms.Compute(conventions));
        }

        if (Wanted("ratio"))
        {
            yield return GeometryFigures.Ratio(RatioMap.Compute(conventions));
        }

        if (Wanted("grey"))
        {
            yield return GeometryFigures.Grey(Grey(conventions));
        }
    }

    private static GreyRegion Grey(Conventions conventions) =>
        conventions.HyperfineAverage != HyperfineAverage.Rate
            ? GreyRegion.Compute(conventions)
            : throw new InputException($"--conventions {conventions.Name}: the figure 'grey' needs conventions with one pair per distance, not an average of W over directions.");

    private static void WriteJson(IReadOnlyList<(string Svg, string Csv)> files, Conventions conventions)
    {
        StandardOutput.Write(stream =>
        {
            using var json = new Utf8JsonWriter(stream, GeometryOptions.JsonStyle);
            json.WriteStartObject();
            GeometryOptions.WriteConventions(json, conventions);
            json.WriteStartArray("figures");
            foreach ((string svg, string csv) in files)
            {
                json.WriteStartObject();
                json.WriteString("svg", svg);
                json.WriteString("csv", csv);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}

/// <summary>The formulas that arguments name: whole suites of the catalogue, and formula files.</summary>
internal static class FormulaSelection
{
    /// <summary>The formulas in the order of the arguments, each once, and after them those of the gallery.</summary>
    /// <param name="arguments">Suites and files.</param>
    /// <param name="gallery">Whether the gallery is asked for too.</param>
    /// <exception cref="InputException">There is no such suite or file, a file is not a formula, or two formulas have one id.</exception>
    public static IReadOnlyList<Formula> Of(IReadOnlyList<string> arguments, bool gallery = false)
    {
        Formula[] formulas = [.. arguments.Distinct(StringComparer.Ordinal).SelectMany(a => IsFile(a) ? [Open(a)] : Suite(a)), .. gallery ? FormulaGallery.All : []];
        foreach (IGrouping<string, Formula> same in formulas.GroupBy(f => f.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            string places = string.Join(", ", same.Select(f => f is FileFormula { IsBuiltIn: false } file ? (file.IsOfGallery ? $"{file.File} of the gallery" : file.File) : $"suite {f.Suite}"));
            throw new InputException($"The formula id '{same.Key}' is used more than once: {places}.");
        }

        foreach (IGrouping<string, (string Id, string Formula)> same in formulas
            .SelectMany(f => f.Claims.Select(c => (Id: $"{f.Id}.{c.Id}", Formula: f.Id))).GroupBy(v => v.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            throw new InputException($"The verdict id '{same.Key}' would be given more than once, to claims of {string.Join(" and ", same.Select(v => $"'{v.Formula}'"))}; rename a formula or a claim.");
        }

        return formulas;
    }

    /// <summary>One formula: of the catalogue by its id, or a file.</summary>
    /// <exception cref="InputException">There is no such formula or file, or the file is not a formula.</exception>
    public static Formula One(string argument) => IsFile(argument)
        ? Open(argument)
        : FormulaCatalogue.All.FirstOrDefault(f => string.Equals(f.Id, argument, StringComparison.Ordinal))
            ?? FormulaGallery.All.FirstOrDefault(f => string.Equals(f.Id, argument, StringComparison.Ordinal))
            ?? throw new InputException($"There is no formula '{argument}'{NameSuggestion.For(argument, FormulaCatalogue.All.Select(f => f.Id))}; known are {string.Join(", ", FormulaCatalogue.All.Select(f => f.Id))}, and formula files end in .yaml.");

    /// <summary>Reads a formula file.</summary>
    /// <exception cref="ModelFileException">The file is missing or is not a formula; the message names file, line and column.</exception>
    public static FileFormula Open(string file) => FormulaFileReader.Open(file);

    /// <summary>The units that were converted in formula files, a sentence each.</summary>
    public static IReadOnlyList<string> Conversions(IReadOnlyList<Formula> formulas) => [.. formulas.OfType<FileFormula>().SelectMany(f => f.Conversions.Select(c => $"{f.File}: {c}"))];

    /// <summary>The file that such an argument names; null where it is a name of the library.</summary>
    public static string? FileOf(string argument) => IsFile(argument) ? argument : null;

    private static bool IsFile(string argument) =>
        argument.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || argument.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
        || argument.Contains('/', StringComparison.Ordinal) || argument.Contains('\\', StringComparison.Ordinal);

    private static IReadOnlyList<Formula> Suite(string name) =>
        FormulaCatalogue.Suites.Contains(name, StringComparer.Ordinal)
            ? FormulaCatalogue.OfSuite(name)
            : name.StartsWith('-')
            ? throw new InputException($"There is no option '{name}'; '--help' lists them.")
            : throw new InputException($"There is no suite '{name}'{NameSuggestion.For(name, FormulaCatalogue.Suites)}; known are {string.Join(", ", FormulaCatalogue.Suites)}, and formula files end in .yaml.");
}
