using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>The built-in quantities over prime fields: each from model files of its own, written here a second time, in the language of model files.</summary>
internal static class BuiltInReferences
{
    /// <summary>The reference that a claim names.</summary>
    /// <param name="reference">The claim's reference.</param>
    /// <param name="parameters">The parameters of the formula.</param>
    /// <param name="bindings">The parameters of the quantity as expressions of those of the formula.</param>
    /// <exception cref="NotAlgebraicException">Exact algebra has no place for it.</exception>
    public static FieldReference Of(Reference reference, IReadOnlyList<string> parameters, IReadOnlyList<(string Name, Expression Value)> bindings)
    {
        (IReadOnlyList<BuiltInPart> parts, string combination, string remark) = BuiltInModels.Of(reference, [.. bindings.Select(b => b.Name)]);
        return FieldReference.Of(parameters, [.. parts.Select(p => Part(p, parameters, bindings))], combination, remark);
    }

    private static FieldPart Part(BuiltInPart part, IReadOnlyList<string> parameters, IReadOnlyList<(string Name, Expression Value)> bindings)
    {
        ModelFile model = ModelFileReader.OpenText(part.Text);
        (string Name, Expression Value)[] used = [.. bindings.Where(b => model.ParameterNames.Contains(b.Name, StringComparer.Ordinal))];
        return new FieldPart(part.Name, part.Kind, model, BuiltInModels.Observable, parameters, used);
    }
}
