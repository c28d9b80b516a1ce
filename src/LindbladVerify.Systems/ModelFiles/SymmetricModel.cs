using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Permutation;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A model file with values for its parameters, as equations for what permutations of its identical sites leave.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="System">The equations.</param>
/// <param name="Observables">Names of the observables, in the order of the equations.</param>
/// <param name="Times">Output times, s.</param>
/// <param name="States">Joint states of the sites.</param>
/// <param name="Parameters">Values of the parameters.</param>
/// <param name="Notes">What was converted on the way, and which sites are identical.</param>
internal sealed record SymmetricModel(
    string Name, BlochSystem System, IReadOnlyList<string> Observables, IReadOnlyList<double> Times, double States, IReadOnlyDictionary<string, double> Parameters, IReadOnlyList<string> Notes)
{
    private const double Hermitian = 1e-12;

    /// <summary>The equations of a file.</summary>
    /// <param name="file">The file; its sites may have any number of joint states.</param>
    /// <param name="overrides">Values in place of those of the file.</param>
    /// <exception cref="ManySitesException">The file says something that these equations do not hold, no two sites are identical, or the equations are too many.</exception>
    /// <exception cref="ModelFileException">A value is not allowed.</exception>
    public static SymmetricModel Of(ModelFile file, IReadOnlyDictionary<string, double> overrides)
    {
        if (Unheld(file) is { } unheld)
        {
            throw new ManySitesException(unheld);
        }

        HilbertSpace space = file.Space;
        Binding binding = file.Parameters.Bind(space, overrides, file.FileName);
        binding.Notes.AddRange(file.Scope.Notes);
        double[] times = file.Times!.Bind(binding);
        SiteAlgebra[] algebras = [.. space.Sites.Select(s => new SiteAlgebra(s.Dimension))];
        StringSum Strings(OperatorField field) => StringSum.Of(field.Addends(binding), space.Sites, algebras);
        StringSum HermitianStrings(OperatorField field)
        {
            StringSum value = Strings(field);
            double defect = Skew(value).Largest();
            return defect <= Hermitian * value.Largest() ? value : throw field.NotHermitian(2 * defect);
        }

        StringSum hamiltonian = HermitianStrings(file.Hamiltonian);
        Complex[][,] locals = [.. file.Initial.Locals.Select(l => RestrictSection.Dense(l.Bind(binding)))];
        (string Name, StringSum Operator)[] observables = [.. file.Observables.Fields.SelectMany(o => Parts(o.Name, Strings(o.Operator)))];
        (StringSum Operator, bool IsDissipative, Envelope Envelope)[] drives =
        [
            .. file.Drive.Bound(binding, times).Select(d => (HermitianStrings(d.Operator), false, d.Envelope)),
            .. file.Dissipators.Driven.Select(d => (Strings(d.Operator), true, (Envelope)d.Rate.Bind(binding, times))),
        ];
        binding.Notes.AddRange(file.Oscillators.Select(n => FormattableString.Invariant($"oscillator {n}: cut at {space[n].Dimension} levels")));
        var symmetric = SymmetricSystem.Of(new SiteModel(
            space.Sites,
            hamiltonian,
            [.. file.Dissipators.Rates(binding).Select(d => (Strings(d.Operator), d.Rate))],
            [.. drives.Select(d => (d.Operator, d.IsDissipative, Array.Find(drives, other => IsSame(other.Envelope, d.Envelope)).Envelope))],
            locals,
            [.. observables.Select(o => o.Operator)]));
        binding.Notes.AddRange(symmetric.Classes.Where(c => c.Count > 1).Select(c => FormattableString.Invariant(
            $"{c.Count} identical sites ({space.Sites[c[0]].Name} … {space.Sites[c[^1]].Name}): exchanging any two of them changes nothing, which leaves {symmetric.Coordinates:G6} symmetric coordinates")));
        return new SymmetricModel(
            file.Name,
            symmetric.Equations,
            [.. observables.Select(o => o.Name)],
            times,
            space.Sites.Aggregate(1.0, (d, s) => Math.Min(d * s.Dimension, double.MaxValue)),
            binding.Parameters,
            binding.Notes);
    }

    /// <summary>What these equations do not hold of a file; null where they hold all of it.</summary>
    private static string? Unheld(ModelFile file) =>
        file.IsAverage ? "it is an average over static distributions"
        : file.HasSequence ? "it has a sequence of pulses"
        : file.Space.Basis is not null ? "its states are restricted"
        : file.Noise.Fields.Count > 0 || file.Noise.IsJointOrGated ? "it has classical noise"
        : file.Initial.Locals.Count == 0 ? "its initial state is not one state for each site"
        : null;

    /// <summary>Whether two envelopes are the same function, written once or several times.</summary>
    private static bool IsSame(Envelope a, Envelope b) =>
        ReferenceEquals(a, b) || (a is FormulaEnvelope x && b is FormulaEnvelope y && x.Expression.Equals(y.Expression) && x.Breakpoints.SequenceEqual(y.Breakpoints));

    /// <summary>An operator that is not Hermitian is two: its Hermitian parts.</summary>
    private static IEnumerable<(string Name, StringSum Operator)> Parts(string name, StringSum value)
    {
        StringSum skew = Skew(value);
        return skew.Largest() <= Hermitian * value.Largest()
            ? [(name, value)]
            : [(name + NamedObservable.RealPart, value.Combined(0.5, value.Adjoint(), 0.5)), (name + NamedObservable.ImaginaryPart, skew)];
    }

    /// <summary>(a - a†)/2i.</summary>
    private static StringSum Skew(StringSum a) => a.Combined(new Complex(0, -0.5), a.Adjoint(), new Complex(0, 0.5));
}
