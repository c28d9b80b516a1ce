using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>Reads formula files: YAML with a formula, what it claims to describe, and claims about it.</summary>
/// <remarks>A formula file is data: it can run no code. All errors are one line with file, line and column.</remarks>
public static class FormulaFileReader
{
    private static readonly string[] Keys = ["id", "title", "source", "equation", "doi", "variant", "note", "parameters", "numbers", "requires", "where", "rate", "value", "curve", "describes", "from", "claims", "field", "errata"];

    private static readonly string[] ValueKeys = ["rate", "value", "curve"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFileException">The file is missing or is not a formula, or the model file that it names is not a model.</exception>
    public static FileFormula Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Read(FileNode.Open(path, "formula file"), path, new ModelSource(Path.GetDirectoryName(path) ?? string.Empty));
    }

    /// <summary>Reads a formula from a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">What to call it in messages and commands.</param>
    /// <param name="folder">Where model files that it names are looked for.</param>
    /// <exception cref="ModelFileException">The text is not a formula.</exception>
    public static FileFormula ReadText(string text, string file = "formula.yaml", string folder = "") => Read(FileNode.Parse(text, file), file, new ModelSource(folder));

    /// <summary>Reads a formula of the library.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">What to call it in messages.</param>
    /// <param name="suite">The suite that it belongs to.</param>
    internal static FileFormula ReadBuiltIn(string text, string file, string suite) => Read(FileNode.Parse(text, file), file, new ModelSource(string.Empty), suite);

    /// <summary>Reads a formula of the gallery.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">What to call it in messages.</param>
    /// <param name="models">Where its models are found.</param>
    internal static FileFormula ReadGallery(string text, string file, ModelSource models) => Read(FileNode.Parse(text, file), file, models, isOfGallery: true);

    private static FileFormula Read(FileNode document, string file, ModelSource models, string? suite = null, bool isOfGallery = false)
    {
        FileMapping root = document.AsMapping("a formula").AllowOnly("a formula", Keys);
        if (root.Entries.Count > 0)
        {
            root.Entries[0].Key.Scope.HasConstants = true;
        }

        FormulaHeader header = FormulaHeader.Read(root);
        var conversions = new List<string>();
        var ends = new List<ExactEnd>();
        IReadOnlyList<Parameter> parameters = ParameterRanges.Read(root, conversions, ends);
        string[] names = [.. parameters.Select(p => p.Name)];
        FormulaBody body = Body(root, names);
        PointExpression[] requirements = [.. root.Find("requires")?.AsSequence("requires").Items.Select(c => PointExpression.Condition(c, "requires", names)) ?? []];
        FormulaDescription description = FormulaDescription.Read(root, parameters, body.IsCurve, models);
        var formula = new FileFormula(file, header, parameters, body, description, formula => ClaimReader.Read(root, formula)) { Conversions = conversions, Ends = ends, Requirements = requirements, BuiltInSuite = suite, IsOfGallery = isOfGallery };
        FormulaErratum.RequireClaims(root, formula);
        return formula;
    }

    private static FormulaBody Body(FileMapping root, IReadOnlyList<string> parameters)
    {
        FileNode[] given = [.. ValueKeys.Select(root.Find).OfType<FileNode>()];
        if (given.Length == 0 && ClaimReader.AreInequalities(root))
        {
            // Nothing is predicted: claims compare computed quantities with each other.
            return new FormulaBody(parameters, false, false, [], FileNode.Parse("0", root.File).AsScalar("rate"));
        }

        if (given.Length != 1)
        {
            string[] present = [.. ValueKeys.Where(k => root.Find(k) is not null)];
            throw (given.Length == 0 ? root : given[1]).Error(given.Length == 0 ? "a formula needs the key 'rate', 'value' or 'curve' (one whose claims are all inequalities has none)" : $"a formula has '{present[0]}' or '{present[1]}', not both");
        }

        FileNode? curve = root.Find("curve");
        FileScalar value = given[0].AsScalar(curve is not null ? "curve" : root.Find("rate") is not null ? "rate" : "value");
        bool isComplex = root.Find("numbers") is { } numbers && FileFields.Word(numbers, "numbers", ["real", "complex"]) is "complex";
        if (value.Text.Length == 0)
        {
            throw value.Error("the formula is empty");
        }

        var helpers = new List<(string, FileScalar)>();
        foreach ((FileScalar name, FileNode node) in root.Find("where")?.AsMapping("where").Entries ?? [])
        {
            ParameterRanges.RequireName(name, "helper");
            if (parameters.Contains(name.Text, StringComparer.Ordinal) || name.Text is FormulaBody.Time)
            {
                throw name.Error($"'{name.Text}' cannot name a helper: it is a parameter or the time");
            }

            helpers.Add((name.Text, node.AsScalar($"where.{name.Text}")));
        }

        return new FormulaBody(parameters, curve is not null, isComplex, helpers, value);
    }
}

/// <summary>The keys that say which formula this is and where it stands.</summary>
/// <param name="Id">The key <c>id</c>.</param>
/// <param name="Title">The key <c>title</c>.</param>
/// <param name="Source">The keys <c>source</c>, <c>doi</c> and <c>equation</c>; without the last a source that ends in ", Eq. (…)" names its equation.</param>
/// <param name="Variant">The key <c>variant</c>.</param>
/// <param name="Note">The key <c>note</c>.</param>
/// <param name="Field">The key <c>field</c>: the part of physics under which an index lists the formula; empty if none is named.</param>
/// <param name="Errata">The key <c>errata</c>: where a wrong form of the formula stands in print or in code.</param>
internal sealed record FormulaHeader(string Id, string Title, Source Source, string Variant, string Note, string Field, IReadOnlyList<FormulaErratum> Errata)
{
    private const int LongestDoi = 200;

    public static FormulaHeader Read(FileMapping root)
    {
        FileScalar id = root.Require("id", "a formula").AsScalar("id");
        RequireId(id);
        string source = Text(root, "source", 500);
        string doi = Doi(root);
        string? place = root.Find("equation") is null ? null : Text(root, "equation", 100);
        int equation = place is not null ? -1 : source.LastIndexOf(", Eq", StringComparison.Ordinal);
        return new FormulaHeader(
            id.Text,
            Text(root, "title", 300) is { Length: > 0 } title ? title : id.Text,
            equation < 0 ? new Source(source.Length > 0 ? source : "not published", doi, place ?? string.Empty) : new Source(source[..equation], doi, source[(equation + 2)..]),
            Text(root, "variant", 100) is { Length: > 0 } variant ? variant : "as given",
            Text(root, "note", 10_000),
            Text(root, "field", 60),
            FormulaErratum.Read(root));
    }

    /// <summary>Ids stand in file names, links and commands: letters, digits, dots, hyphens and underscores.</summary>
    public static void RequireId(FileScalar id)
    {
        if (id.Text.Length is 0 or > 80 || !id.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') || !char.IsAsciiLetterOrDigit(id.Text[0]))
        {
            throw id.Error($"the id '{FileFields.Shown(id.Text)}' must be 1 to 80 letters, digits, '.', '-' or '_', and start with a letter or digit");
        }
    }

    private static string Text(FileMapping root, string key, int longest) => root.Find(key)?.AsScalar(key).OneLine(key, longest) ?? string.Empty;

    /// <summary>A DOI becomes part of an address: "10.", a number of the registrant, "/", and a suffix without blanks.</summary>
    private static string Doi(FileMapping root)
    {
        if (root.Find("doi")?.AsScalar("doi") is not { Text.Length: > 0 } node)
        {
            return string.Empty;
        }

        string doi = node.Text;
        int slash = doi.IndexOf('/', StringComparison.Ordinal);
        bool isDoi = doi.Length <= LongestDoi && doi.StartsWith("10.", StringComparison.Ordinal) && slash > 3 && slash < doi.Length - 1
            && doi.AsSpan(3, slash - 3).IndexOfAnyExcept("0123456789.") < 0 && !doi.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u200B' or '\uFEFF');
        return isDoi ? doi : throw node.Error(FormattableString.Invariant(
            $"the doi '{FileFields.Shown(doi)}' must be a DOI without address and without blanks, such as 10.1103/PhysRevB.107.224429, of at most {LongestDoi} characters"));
    }
}

/// <summary>A formula file to start from; it verifies as it stands.</summary>
internal static class FormulaTemplate
{
    /// <summary>The YAML with comments.</summary>
    public const string Text = """
        # A formula, what it claims to describe, and what would make it wrong. Check it with: lindblad-verify verify THIS-FILE.yaml
        # Expressions know + - * / ^ ( ), sqrt exp log sin cos tanh abs min max and more functions, pi, and the names below. Couplings are in rad/s, rates in 1/s.

        id: fast-electron-rate                  # letters, digits, '.', '-', '_'; verdicts are called <id>.<claim id>
        title: Flip-flop rate for a fast electron
        source: "Chessari et al., Phys. Rev. B 107, 224429 (2023), Eq. (11) with 1/Gc for 1/G2"
        doi: 10.1103/PhysRevB.107.224429

        parameters:                             # the ranges are the domain in which claims are tested
          D:     { unit: rad/s, range: [1, 200],      meaning: dipolar coupling of the two nuclei }
          Delta: { unit: rad/s, range: [1.0e4, 1.0e7], meaning: difference of their hyperfine couplings }
          P:     { range: [0, 1],                     meaning: mean electron polarization }
          Gc:    { unit: 1/s, range: [1.0e5, 1.0e8],  meaning: electron rate }
          G2:    { unit: 1/s, range: [1.0e3, 1.0e5],  meaning: zero-quantum broadening }

        where:                                  # helpers, each may use those before it
          Gs: "G2 + (1 - P^2)*Delta^2/Gc"
        rate: "D^2/2*Gs/(Delta^2*P^2 + Gs^2)"   # or `curve: "exp(-k*t)"`: the whole time course, t in s

        describes:                              # the quantity that the formula is held against
          pair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: G2 }
          noise: symmetric-telegraph            # electron-telegraph, ornstein-uhlenbeck, fluctuators:N, polarized
          reference: golden-rule                # or exact: all orders in D
          # Or any model file, whose parameters are bound by name:
          # model: my-spins.yaml
          # observable: z                       # the rate at which <z> relaxes; with `factor: 2` the observable relaxes at 2 x rate
          # quantity: residence-time            # or spectral-gap, line-width, fwhm, hwhm, frequency, steady-state
          # bind: { Delta: "A1 - A2" }          # parameters of the model as expressions of those above

        claims:                                 # declared: what you expect. Exit code 1 where something else is found
          - { id: everywhere, kind: identity, declared: false }
          # vary gives exponents: { Gc: 1, Delta: 0.5 } multiplies Gc by lambda and Delta by sqrt(lambda); to: infinity, 0 or a value
          - { id: fast-electron, kind: limit, vary: { Gc: 1 }, to: infinity, order: 2, declared: asymptotic }
          - { id: fast-electron-at-fixed-narrowing, kind: limit, vary: { Gc: 1, Delta: 0.5 }, to: infinity, order: infer, declared: asymptotic }
          - { id: good-when-fast, kind: bound, within: 0.01, where: "Gc > 20*Delta", declared: bounded }
          - { id: even-in-polarization, kind: symmetry, map: { P: "-P" }, declared: exact }
          - { id: scaling, kind: symmetry, map: { D: "3*D", Delta: "3*Delta", Gc: "3*Gc", G2: "3*G2" }, factor: 3, declared: exact }
          - { id: grows-with-coupling, kind: monotonicity, in: D, direction: increasing, declared: exact }
          - { id: positive, kind: positivity, declared: exact }

        """;
}

/// <summary>The key <c>describes</c>: which computed quantity the formula claims to be.</summary>
internal abstract class FormulaDescription
{
    private static readonly string[] Keys = ["pair", "noise", "reference", "model", "observable", "factor", "quantity", "mode", "over", "minus", "bind"];

    /// <summary>What claims refer to unless they say otherwise.</summary>
    public abstract Reference Reference { get; }

    /// <summary>The quantity in words, as in "the … ".</summary>
    public abstract string Words(Reference reference);

    /// <summary>Unit of the quantity.</summary>
    public virtual string Unit => "1/s";

    /// <summary>Whether the point of the formula is that of the quantity.</summary>
    public abstract bool SharesParameters { get; }

    /// <summary>The point of the quantity at a point of the formula.</summary>
    public abstract ParameterPoint ReferencePoint(ParameterPoint point);

    /// <summary>Whether doubles are held to the errors that they state, for many digits stand behind them.</summary>
    public virtual bool HasDigits => true;

    /// <summary>Whether predictions are computed in more digits where doubles lose some, although the quantity has none.</summary>
    public virtual bool NeedsAccuratePrediction => false;

    /// <summary>The quantity, where it is not a built-in one.</summary>
    public abstract IReferenceQuantity? Quantity(IDenseKernels kernels, CancellationToken cancellation);

    /// <summary>The quantity in many digits; null where it has none.</summary>
    public abstract IPreciseQuantity? PreciseQuantity { get; }

    /// <summary>The parameters of the formula that the quantity depends on.</summary>
    public abstract IReadOnlySet<string> Uses { get; }

    /// <summary>What parameters of the quantity are, as expressions of those of the formula.</summary>
    public virtual IEnumerable<Expression> Expressions => [];

    /// <summary>The parameters of the quantity at a point of the formula, in many digits; null where one has no value there.</summary>
    public abstract IReadOnlyDictionary<string, Ball>? ReferenceParameters(IReadOnlyDictionary<string, Ball> point, int bits);

    /// <summary>The quantities that claims compare with, as they were asked for by <see cref="Compare"/>.</summary>
    public virtual IReadOnlyList<IReferenceQuantity> Compared(IDenseKernels kernels, CancellationToken cancellation) => [];

    /// <summary>The other side of an inequality, and the relation between the two.</summary>
    /// <param name="compare">The table.</param>
    /// <exception cref="ModelFileException">It is not understood, or there is nothing to compare with.</exception>
    public virtual (Reference Other, string Relation) Compare(FileMapping compare) => throw compare.Error("compare belongs to a formula for an observable of a model file");

    /// <summary>A reference over prime fields.</summary>
    /// <param name="reference">The reference of a claim.</param>
    /// <param name="parameters">The parameters of the formula.</param>
    /// <exception cref="Systems.PrimeFields.NotAlgebraicException">Exact algebra has no place for it.</exception>
    public abstract FieldReference FieldReference(Reference reference, IReadOnlyList<string> parameters);

    /// <summary>The reference of a claim that names another noise or method.</summary>
    public abstract Reference ReferenceOf(FileMapping claim);

    public static FormulaDescription Read(FileMapping root, IReadOnlyList<Parameter> parameters, bool isCurve, ModelSource models)
    {
        FileMapping table = root.Require("describes", "a formula").AsMapping("describes").AllowOnly("describes", Keys);
        (FileNode? pair, FileNode? model) = (table.Find("pair"), table.Find("model"));
        if (pair is not null && model is not null)
        {
            throw model.Error("describes has 'pair' or 'model', not both");
        }

        if (pair is null && model is null)
        {
            return table.Find("quantity") is { } quantity
                ? new QuantityDescription(table, quantity, parameters, isCurve)
                : throw table.Error("describes needs the key 'pair', 'model' or 'quantity'");
        }

        return pair is not null
            ? new PairDescription(table, pair.AsMapping("pair"), parameters, isCurve)
            : new ModelDescription(table, parameters, isCurve, models);
    }

    /// <summary>Names with the values of their expressions; null where one has none.</summary>
    protected static IReadOnlyDictionary<string, Ball>? Values(IEnumerable<(string Name, PointExpression Value)> bindings, IReadOnlyDictionary<string, Ball> point, int bits)
    {
        var values = new Dictionary<string, Ball>(StringComparer.Ordinal);
        foreach ((string name, PointExpression value) in bindings)
        {
            if (value.At(point, bits).Number is not { } number)
            {
                return null;
            }

            values[name] = number;
        }

        return values;
    }

    /// <summary>The parameters of a time course together with the time.</summary>
    protected static IReadOnlyDictionary<string, Ball>? WithTime(IReadOnlyDictionary<string, Ball>? values, IReadOnlyDictionary<string, Ball> point, bool isCourse) =>
        isCourse && values is not null ? new Dictionary<string, Ball>(values, StringComparer.Ordinal) { [ModelQuantity.Time] = point[FormulaBody.Time] } : values;

    /// <summary>Refuses keys that belong to the other kind of description.</summary>
    internal static void Refuse(FileMapping table, string reason, params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            if (table.Find(key) is { } node)
            {
                throw node.Error($"'{key}' {reason}");
            }
        }
    }
}
