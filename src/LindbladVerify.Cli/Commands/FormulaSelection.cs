using LindbladVerify.Formulas;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.FormulaFiles;

namespace LindbladVerify.Cli.Commands;

/// <summary>The formulas that arguments name: whole suites of the catalogue, and formula files.</summary>
internal static class FormulaSelection
{
    /// <summary>The formulas in the order of the arguments, each once.</summary>
    /// <exception cref="InputException">There is no such suite or file, a file is not a formula, or two formulas have one id.</exception>
    public static IReadOnlyList<Formula> Of(IReadOnlyList<string> arguments)
    {
        Formula[] formulas = [.. arguments.Distinct(StringComparer.Ordinal).SelectMany(a => IsFile(a) ? [Open(a)] : Suite(a))];
        foreach (IGrouping<string, Formula> same in formulas.GroupBy(f => f.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            string places = string.Join(", ", same.Select(f => f is FileFormula { IsBuiltIn: false } file ? file.File : $"suite {f.Suite}"));
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
            ?? throw new InputException($"There is no formula '{argument}'{NameSuggestion.For(argument, FormulaCatalogue.All.Select(f => f.Id))}; known are {string.Join(", ", FormulaCatalogue.All.Select(f => f.Id))}, and formula files end in .yaml.");

    /// <summary>Reads a formula file.</summary>
    /// <exception cref="ModelFileException">The file is missing or is not a formula; the message names file, line and column.</exception>
    public static FileFormula Open(string file) => FormulaFileReader.Open(file);

    /// <summary>The units that were converted in formula files, a sentence each.</summary>
    public static IReadOnlyList<string> Conversions(IReadOnlyList<Formula> formulas) => [.. formulas.OfType<FileFormula>().SelectMany(f => f.Conversions.Select(c => $"{f.File}: {c}"))];

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
