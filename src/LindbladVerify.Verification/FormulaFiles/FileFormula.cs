using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>A formula that was read from a file: the same claims as those of the formulas of this library, judged by the same judges.</summary>
public sealed class FileFormula : Formula, IBringsQuantity, ICourseFormula
{
    private readonly FormulaHeader header;
    private readonly FormulaDescription description;

    internal FileFormula(string file, FormulaHeader header, IReadOnlyList<Parameter> parameters, FormulaBody body, FormulaDescription description, Func<FileFormula, IReadOnlyList<Claim>> claims)
    {
        File = file;
        this.header = header;
        Parameters = parameters;
        Body = body;
        this.description = description;
        Claims = claims(this);
    }

    private FileFormula(FileFormula other, FormulaBody body)
    {
        File = other.File;
        header = other.header;
        Parameters = other.Parameters;
        Body = body;
        description = other.description;
        Conversions = other.Conversions;
        Ends = other.Ends;
        Claims = other.Claims;
    }

    /// <summary>The file as it was named by whoever opened it.</summary>
    public string File { get; }

    /// <summary>The units that were converted, a sentence each.</summary>
    public IReadOnlyList<string> Conversions { get; internal init; } = [];

    /// <summary>The expression with its helpers.</summary>
    public FormulaBody Body { get; }

    /// <inheritdoc/>
    public override string Id => header.Id;

    /// <inheritdoc/>
    public override string Suite => header.Id;

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

    internal IReadOnlyList<ExactEnd> Ends { get; init; } = [];

    /// <summary>A point of doubles in as many digits as wanted: each is the decimal fraction that it reads as, ends of ranges as they are written.</summary>
    internal PrecisePoint Precise(ParameterPoint point) => new(Parameters, (name, bits) =>
    {
        double value = point[name];
        ExactEnd? end = Ends.FirstOrDefault(e => e.Rounded == value && string.Equals(e.Parameter, name, StringComparison.Ordinal));
        return end is null
            ? Ball.Decimal(value.ToString("R", CultureInfo.InvariantCulture), bits)
            : PreciseExpression.Evaluate(end.Written, new Dictionary<string, Ball>(StringComparer.Ordinal), bits).Number ?? Ball.Exact(BigFloat.Of(value));
    });

    /// <summary>The same formula with another expression in place of its own: a mutant, or a repair.</summary>
    public FileFormula With(FormulaBody body) => new(this, body);

    /// <inheritdoc/>
    public override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return IsWholeCourse
            ? throw new ArgumentOutOfRangeException(nameof(point), "A time course has no value without a time.")
            : Body.Evaluate(point);
    }

    /// <inheritdoc/>
    public (double Value, double Rounding) PredictAt(ParameterPoint point, double time) => (Body.Evaluate(point, time), Body.RoundingError(point, time));

    /// <inheritdoc/>
    public override double RoundingError(ParameterPoint point) => Body.RoundingError(point);

    /// <inheritdoc/>
    public override ParameterPoint ReferencePoint(ParameterPoint point) => description.ReferencePoint(point);

    /// <inheritdoc/>
    public IReferenceQuantity? Quantity(IDenseKernels kernels, CancellationToken cancellation = default) => description.Quantity(kernels, cancellation);

    /// <summary>A file name as one word of a command line.</summary>
    public static string Quoted(string file) =>
        file.All(c => char.IsLetterOrDigit(c) || c is '/' or '\\' or '.' or '-' or '_' or ':' or '+') ? file : $"'{file.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
