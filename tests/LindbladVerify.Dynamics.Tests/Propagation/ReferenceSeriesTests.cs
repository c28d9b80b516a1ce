using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>Time series that another program computed: every method within 1e-9.</summary>
public sealed class ReferenceSeriesTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (string name in ReferenceData.Cases("qutip"))
        {
            data.Add(name, "auto");
            data.Add(name, "dense");
            data.Add(name, "krylov");
            data.Add(name, "runge-kutta");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reproduced(string name, string method)
    {
        ReferenceDataTimeSeries series = ReferenceData.TimeSeries(name);
        var model = new OpenSystemModel(Operator.FromRows(series.Hamiltonian), [.. series.Jumps.Select(j => new Dissipator(Operator.FromRows(j.Operator), j.Rate))]);
        string[] names = [.. series.Observables.Keys];
        Operator[] observables = [.. names.Select(n => Operator.FromRows(series.Observables[n]))];
        PropagationResult result = MasterEquationSolver.Solve(model, Operator.FromRows(series.Initial), observables, TimeGrid.Of(series.Times), new PropagationOptions { Method = PropagationMethod.Named(method)! });
        for (int o = 0; o < names.Length; o++)
        {
            Approx.Equal(series.Expectations[names[o]], result.Values[o], 1e-9, $"{name}: {names[o]} by {method}");
        }
    }
}
