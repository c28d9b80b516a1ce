using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A recorded path: <c>{ kind: trace, file, interpolation }</c>. It must reach the last output time.</summary>
internal sealed class TraceField : NoiseProcessField
{
    private readonly FileScalar file;
    private readonly TabulatedFunction path;

    public TraceField(NoiseTable source)
        : base(source)
    {
        file = source.Require("file").AsScalar($"{source.What}.file");
        path = TableFile.Read(file, source.Folder, InterpolationField.Read(source.Table, source.What));
    }

    public static NoiseKind Kind { get; } = new("trace", ["file", "interpolation"], t => new TraceField(t));

    public override NoiseParts Parts() => new(Source.Kind, new Dictionary<string, Expression>(StringComparer.Ordinal), [], []);

    protected override NoiseProcess Process(Binding binding, double last)
    {
        TableFile.RequireCovers(path, file, last);
        return new TraceNoise(path);
    }
}
