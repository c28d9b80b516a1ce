namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>Formula files that are exact: three of the nuclear pair, and the residence-time rate of a biased telegraph (random-frequency) line with its model file.</summary>
internal static class CorrectFormulas
{
    private const string Pair = """
        parameters:
          D:     { unit: rad/s, range: [1.0e2, 1.0e3] }
          Delta: { unit: rad/s, range: [1.0e4, 1.0e6] }
          P:     { range: [0, 1] }
          Gc:    { unit: 1/s, range: [1.0e4, 1.0e6] }
          G2:    { unit: 1/s, range: [1.0e4, 1.0e5] }
        """;

    private const string PairRoles = "pair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: G2 }";

    private const string Exchange = """
        spins: { S: 1/2 }
        parameters: { w: 2.0e3, k: 1.0e3, p: 0.5, g: 1.0 }
        hamiltonian: "0*S.z"
        dissipators: [ { operator: "S.z", rate: "2*g" } ]
        noise:
          - { operator: "S.z", process: { kind: telegraph, high: w, low: -w, rate: "2*k", probabilityHigh: p } }
        initial: { density: "S.one/2 + S.x" }
        observables: { x: "2*S.x" }
        times: { from: 0, to: 1.0e-3, points: 11 }
        """;

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["electron"] =
            $$"""
            id: electron
            {{Pair}}
            where: { Gb: "Gc + G2", N: "Gc*(1 - P^2)*Delta^2 + G2*(Gb^2 + Delta^2)" }
            rate: "D^2/2*N/((Delta^2 + G2*Gb)^2 + Delta^2*P^2*Gc^2)"
            describes: { {{PairRoles}}, noise: electron-telegraph, reference: golden-rule }
            claims: [ { id: all, kind: identity, declared: exact } ]
            """,
        ["eq9"] =
            $$"""
            id: eq9
            {{Pair}}
            rate: "D^2/2*(Gc*(1 - P^2)*Delta^2 + G2*((Gc + G2)^2 + Delta^2))/(((1 - 2*P^2)*Delta^2 + G2*(Gc + G2))^2 + Delta^2*P^2*(Gc + 2*G2)^2)"
            describes: { {{PairRoles}}, noise: symmetric-telegraph, reference: golden-rule }
            claims: [ { id: all, kind: identity, declared: exact } ]
            """,
        ["exact"] =
            $$"""
            id: exact
            {{Pair}}
            where:
              d: "Delta*P"
              nu: "Delta*sqrt(1 - P^2)"
              Q00: "G2 + d^2/G2 + nu^2/(Gc + G2)"
              Q01: "nu*(d/G2 - d/(Gc + G2))"
              Q11: "Gc + G2 + nu^2/G2 + d^2/(Gc + G2)"
            rate: "D^2/2/(Q00 - Gc*Q01^2/(D^2 + Gc*Q11))"
            describes: { {{PairRoles}}, noise: electron-telegraph, reference: exact }
            claims: [ { id: all, kind: identity, declared: exact } ]
            """,
        ["exchange"] =
            """
            id: exchange
            parameters:
              w: { unit: rad/s, range: [1.0e3, 1.0e5] }
              k: { unit: 1/s, range: [1.0e3, 1.0e5] }
              p: { range: [0.1, 0.9] }
              g: { unit: 1/s, range: [1.0e2, 1.0e4] }
            where: { m: "w*(2*p - 1)", a: "g + 2*k", X: "g*a + w^2" }
            rate: "(X^2 + 4*k^2*m^2)/(a*X - 2*k*m^2)"
            describes: { model: exchange.yaml, observable: x }
            claims: [ { id: all, kind: identity, declared: exact } ]
            """,
    };

    /// <summary>A folder that holds the model files.</summary>
    public static ModelFolder Folder() => new(("exchange.yaml", Exchange));
}
