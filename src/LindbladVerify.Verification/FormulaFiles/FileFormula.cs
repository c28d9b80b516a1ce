using System.Collections.Concurrent;
using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>A formula that was read from a file: the same claims as those of the formulas of this library, judged by the same judges.</summary>
public sealed class FileFormula : Formula, IBringsQuantity, ICourseFormula
{
    /// <summary>Relative rounding error up to which doubles are taken for the prediction of a formula of the library; beyond, more digits are.</summary>
    public const double Accuracy = 1e-14;
    private const int FirstBits = 128;
    private const int MostBits = 1 << 13;

    private readonly FormulaHeader header;
    private readonly FormulaDescription description;

    /// <summary>Whether this is a whole time course at one time: a parameter that the file does not have.</summary>
    private readonly bool isOneTime;

    internal FileFormula(string file, FormulaHeader header, IReadOnlyList<Parameter> parameters, FormulaBody body, FormulaDescription description, Func<FileFormula, IReadOnlyList<Claim>> claims)
    {
        File = file;
        this.header = header;
        Parameters = parameters;
        Body = body;
        this.description = description;
        Claims = claims(this);
    }

    private FileFormula(FileFormula other, FormulaBody body, IReadOnlyList<Parameter>? parameters = null)
    {
        File = other.File;
        header = other.header;
        Parameters = parameters ?? other.Parameters;
        isOneTime = parameters is not null || other.isOneTime;
        Body = body;
        description = other.description;
        Conversions = other.Conversions;
        Ends = other.Ends;
        Requirements = other.Requirements;
        BuiltInSuite = other.BuiltInSuite;
        IsOfGallery = other.IsOfGallery;
        Claims = other.Claims;
    }

    /// <summary>The file as it was named by whoever opened it; of the library, its name there.</summary>
    public string File { get; }

    /// <summary>The units that were converted, a sentence each.</summary>
    public IReadOnlyList<string> Conversions { get; internal init; } = [];

    /// <summary>
    /// Whether this is a formula of the library. Such a formula is judged at the points of doubles that its verdicts have been published for, with predictions
    /// right to <see cref="Accuracy"/>; one of a file of one's own in as many digits as its reference has.
    /// </summary>
    public bool IsBuiltIn => BuiltInSuite is not null;

    private bool IsAccurate => IsBuiltIn || description.NeedsAccuratePrediction;

    /// <summary>The expression with its helpers.</summary>
    internal FormulaBody Body { get; }

    /// <inheritdoc/>
    public override string Id => header.Id;

    /// <inheritdoc/>
    public override string Suite => BuiltInSuite ?? header.Id;

    /// <inheritdoc/>
    public override string Title => header.Title;

    /// <inheritdoc/>
    public override Source Source => header.Source;

    /// <inheritdoc/>
    public override string Variant => header.Variant;

    /// <inheritdoc/>
    public override string Note => string.Join(' ', [header.Note, .. Conversions.Select(c => c + ".")]).Trim();

    /// <inheritdoc/>
    public override string Expression => Body.ToString();

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public override string Unit => description.Unit;

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; }

    /// <inheritdoc/>
    public override bool SharesParameters => description.SharesParameters;

    /// <inheritdoc/>
    public bool IsWholeCourse => Body.IsCurve && !Parameters.Any(p => string.Equals(p.Name, FormulaBody.Time, StringComparison.Ordinal));

    Formula ICourseFormula.Formula => this;

    internal FormulaDescription Description => description;

    internal string? BuiltInSuite { get; init; }

    /// <summary>Whether this is a formula of the gallery: judged like a file of one's own, and found by its id.</summary>
    internal bool IsOfGallery { get; init; }

    /// <summary>The part of physics under which an index lists the formula; empty if none is named.</summary>
    internal string Field => header.Field;

    /// <summary>Where a wrong form stands in print or in code, with the claims that show it.</summary>
    internal IReadOnlyList<FormulaErratum> Errata => header.Errata;

    /// <summary>Conditions outside which the formula says nothing.</summary>
    internal IReadOnlyList<PointExpression> Requirements { get; init; } = [];

    internal IReadOnlyList<ExactEnd> Ends { get; init; } = [];

    /// <summary>A point of doubles in as many digits as wanted: each is the decimal fraction that it reads as, ends of ranges as they are written.</summary>
    internal PrecisePoint Precise(ParameterPoint point) => new(Parameters, (name, bits) =>
    {
        double value = point[name];
        ExactEnd? end = Ends.FirstOrDefault(e => e.Rounded == value && string.Equals(e.Parameter, name, StringComparison.Ordinal));
        return end is null
            ? Ball.Decimal(value.ToString("R", CultureInfo.InvariantCulture), bits)
            : PreciseArithmetic.Evaluate(end.Written, new Dictionary<string, Ball>(StringComparer.Ordinal), bits).Number ?? Ball.Exact(BigFloat.Of(value));
    });

    /// <summary>The same formula with another expression in place of its own: a mutant, or a repair.</summary>
    public FileFormula With(FormulaBody body) => new(this, body);

    /// <summary>A whole time course as its value at one time, a further parameter; the claims are those of the whole.</summary>
    /// <param name="latest">The last time, s.</param>
    internal FileFormula AtTimes(double latest) => IsWholeCourse
        ? new(this, Body, [.. Parameters, new Parameter(FormulaBody.Time, "s", 0, latest, "time")])
        : throw new InvalidOperationException($"{Id} is no whole time course.");

    /// <inheritdoc/>
    public override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return IsWholeCourse
            ? throw new ArgumentOutOfRangeException(nameof(point), "A time course has no value without a time.")
            : !IsAccurate ? Body.Evaluate(Admitted(point)) : Accurate(Admitted(point));
    }

    /// <inheritdoc/>
    public (double Value, double Rounding) PredictAt(ParameterPoint point, double time) => (Body.Evaluate(point, time), Body.RoundingError(point, time));

    /// <inheritdoc/>
    public override double RoundingError(ParameterPoint point) => IsBuiltIn ? 0 : IsAccurate ? Accuracy * Math.Abs(Predict(point)) : Body.RoundingError(point);

    /// <inheritdoc/>
    internal override (double Value, double Rounding) PredictWithError(ParameterPoint point)
    {
        double value = Predict(point);
        return (value, IsAccurate && !IsBuiltIn ? Accuracy * Math.Abs(value) : RoundingError(point));
    }

    /// <inheritdoc/>
    public override ParameterPoint ReferencePoint(ParameterPoint point)
    {
        ParameterPoint reference = description.ReferencePoint(Own(point));
        return isOneTime && point.Has(FormulaBody.Time) ? new ParameterPoint([.. reference.Names, ModelQuantity.Time], [.. reference.Values, point[FormulaBody.Time]]) : reference;
    }

    /// <inheritdoc/>
    public IReferenceQuantity? Quantity(IDenseKernels kernels, CancellationToken cancellation = default) => description.Quantity(kernels, cancellation);

    IReadOnlyList<IReferenceQuantity> IBringsQuantity.Compared(IDenseKernels kernels, CancellationToken cancellation) => description.Compared(kernels, cancellation);

    /// <summary>The formula where it is judged in as many digits as it takes; null for others, those of the library among them.</summary>
    internal static FileFormula? InDigits(Formula formula) => formula is FileFormula { IsBuiltIn: false } file ? file : null;

    /// <summary>Whether a point fulfils what the formula requires.</summary>
    internal bool Admits(ParameterPoint point) => Requirements.Count == 0 || (point.Values.All(double.IsFinite) && Requirements.All(r => r.HoldsAt(Own(point))));

    /// <summary>A file name as one word of a command line.</summary>
    public static string Quoted(string file) =>
        file.All(c => char.IsLetterOrDigit(c) || c is '/' or '\\' or '.' or '-' or '_' or ':' or '+') ? file : $"'{file.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>The point in the parameters of the file.</summary>
    private ParameterPoint Own(ParameterPoint point)
    {
        if (!isOneTime || !point.Has(FormulaBody.Time))
        {
            return point;
        }

        int[] kept = [.. Enumerable.Range(0, point.Names.Count).Where(k => point.Names[k] is not FormulaBody.Time)];
        return new ParameterPoint([.. kept.Select(k => point.Names[k])], [.. kept.Select(k => point.Values[k])]);
    }

    private ParameterPoint Admitted(ParameterPoint point)
    {
        if (Requirements.Count == 0)
        {
            return point;
        }

        if (Parameters.FirstOrDefault(p => !double.IsFinite(point[p.Name]))?.Name is { } bad)
        {
            throw new ArgumentOutOfRangeException(bad, point[bad], string.Create(CultureInfo.InvariantCulture, $"{bad} = {point[bad]:R} is not allowed: it must be any finite number."));
        }

        ParameterPoint own = Own(point);
        if (Requirements.FirstOrDefault(r => !r.HoldsAt(own)) is { } required)
        {
            string[] used = [.. Parameters.Select(p => p.Name).Where(required.Names.Contains)];
            throw new ArgumentOutOfRangeException(
                used[0], point[used[0]], $"{string.Join(", ", used.Select(n => string.Create(CultureInfo.InvariantCulture, $"{n} = {point[n]:R}")))} is not allowed: it must be that {required.Text}.");
        }

        return point;
    }

    /// <summary>The value right to <see cref="Accuracy"/>, however much cancels on the way; the parameters are the doubles that they are.</summary>
    private double Accurate(ParameterPoint point)
    {
        RoundedNumber rounded = Body.EvaluateWithError(point);
        if (double.IsFinite(rounded.Value) && rounded.Error <= Accuracy * Math.Abs(rounded.Value))
        {
            return rounded.Value;
        }

        if (Body.EvaluateDoubled(point, Accuracy / 2) is { } doubled)
        {
            return doubled;
        }

        var values = point.Names.Zip(point.Values).ToDictionary(p => p.First, p => Ball.Exact(BigFloat.Of(p.Second)), StringComparer.Ordinal);
        for (int bits = FirstBits; ; bits *= 2)
        {
            PreciseValue value = Body.Evaluate(values, bits);
            if (value.Number is { } number && (number.RelativeError <= Accuracy / 2 || 2 * bits > MostBits))
            {
                return (double)number.Value;
            }

            if (value.Number is null && (!value.NeedsDigits || 2 * bits > MostBits))
            {
                return double.NaN;
            }
        }
    }
}

/// <summary>An expression of the parameters of a formula file, or a condition on them.</summary>
internal sealed class PointExpression
{
    private readonly CompiledExpression program;

    private PointExpression(CompiledExpression program, string text)
    {
        this.program = program;
        Text = text;
    }

    /// <summary>The expression.</summary>
    public Expression Expression => program.Expression;

    /// <summary>The expression as the file has it.</summary>
    public string Text { get; }

    /// <summary>The name of the one parameter that the expression is; null for anything else.</summary>
    public string? Name => (program.Expression as NameExpression)?.Name;

    /// <summary>The parameters that occur.</summary>
    public IReadOnlySet<string> Names => program.Expression.Names();

    /// <summary>Reads a value.</summary>
    /// <param name="node">Where it stands.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="names">The parameters.</param>
    public static PointExpression Value(FileNode node, string what, IReadOnlyList<string> names) => Read(node, what, names, CompiledExpression.Formula);

    /// <summary>One of the parameters as such.</summary>
    public static PointExpression Parameter(string name, IReadOnlyList<string> names) => new(CompiledExpression.Formula(new NameExpression(name), names), name);

    /// <summary>Reads a condition.</summary>
    /// <inheritdoc cref="Value"/>
    public static PointExpression Condition(FileNode node, string what, IReadOnlyList<string> names) => Read(node, what, names, CompiledExpression.Condition);

    /// <summary>The value at a point.</summary>
    public double At(ParameterPoint point) => program.Evaluate(point.Span);

    /// <summary>The value in many digits; the parameters by name.</summary>
    public PreciseValue At(IReadOnlyDictionary<string, Ball> values, int bits) => program.Evaluate(values, bits);

    /// <summary>Whether the condition holds at a point.</summary>
    public bool HoldsAt(ParameterPoint point) => program.Holds(point.Span);

    private static PointExpression Read(FileNode node, string what, IReadOnlyList<string> names, Func<Expression, IReadOnlyList<string>, CompiledExpression> compile)
    {
        FileScalar scalar = node.AsScalar(what);
        if (scalar.Text.Length == 0)
        {
            throw scalar.Error($"{what} has no value");
        }

        Expression expression = scalar.Expression(what);
        return new PointExpression(scalar.Evaluate(what, () => compile(expression, names)), expression.ToString());
    }
}

/// <summary>Values for the parameters of a formula file to any number of bits: a point of its domain, read as decimal fractions, or one far down the path of a limit.</summary>
internal sealed class PrecisePoint
{
    private readonly Func<string, int, Ball> valueAt;
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly ConcurrentDictionary<int, IReadOnlyDictionary<string, Ball>> known = new();

    /// <summary>A point.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="valueAt">The value of a parameter to a number of bits.</param>
    public PrecisePoint(IReadOnlyList<Parameter> parameters, Func<string, int, Ball> valueAt)
    {
        this.parameters = parameters;
        this.valueAt = valueAt;
    }

    /// <summary>The values by name.</summary>
    public IReadOnlyDictionary<string, Ball> At(int bits) =>
        known.GetOrAdd(bits, b => parameters.ToDictionary(p => p.Name, p => valueAt(p.Name, b), StringComparer.Ordinal));

    /// <summary>The same point with one value replaced.</summary>
    public PrecisePoint With(string name, Func<int, Ball> value) =>
        new(parameters, (n, bits) => string.Equals(n, name, StringComparison.Ordinal) ? value(bits) : valueAt(n, bits));

    /// <summary>The same point with one more value.</summary>
    public PrecisePoint Plus(string name, Func<int, Ball> value) =>
        new([.. parameters, new Parameter(name, string.Empty, 0, 0, string.Empty)], (n, bits) => string.Equals(n, name, StringComparison.Ordinal) ? value(bits) : valueAt(n, bits));

    /// <summary>The point rounded to doubles, for people to read; infinite or 0 where doubles end.</summary>
    public ParameterPoint Rounded()
    {
        IReadOnlyDictionary<string, Ball> values = At(64);
        return new ParameterPoint([.. parameters.Select(p => p.Name)], [.. parameters.Select(p => (double)values[p.Name].Value)]);
    }
}
