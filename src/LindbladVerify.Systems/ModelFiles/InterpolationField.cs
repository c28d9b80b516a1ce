using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The key <c>interpolation: step | linear</c>.</summary>
internal static class InterpolationField
{
    public static Interpolation Read(FileMapping table, string what)
    {
        FileScalar? node = table.Find("interpolation")?.AsScalar($"{what}.interpolation");
        return node?.Text switch
        {
            "step" => Interpolation.Step,
            null or "linear" => Interpolation.Linear,
            _ => throw node.Error($"{what}.interpolation must be step or linear, not '{ExpressionTokens.Shorten(node.Text)}'"),
        };
    }
}
