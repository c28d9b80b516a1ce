namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>A formula file to start from; it verifies as it stands.</summary>
public static class FormulaTemplate
{
    /// <summary>The YAML with comments.</summary>
    public const string Text = """
        # A formula, what it claims to describe, and what would make it wrong. Check it with: lindblad-verify verify THIS-FILE.yaml
        # Expressions know + - * / ^ ( ), sqrt exp log sin cos tanh abs min max, pi, and the names below. Couplings are in rad/s, rates in 1/s.

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
