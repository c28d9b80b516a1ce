using System.Numerics;

namespace LindbladVerify.Systems.Expressions;

/// <summary>The names with a fixed value.</summary>
internal static class Constants
{
    public static IReadOnlyList<string> Names { get; } = ["pi", "i"];

    public static bool Contains(string name) => Value(name) is not null;

    public static Complex? Value(string name) => name switch
    {
        "pi" => Math.PI,
        "i" => Complex.ImaginaryOne,
        _ => null,
    };
}
