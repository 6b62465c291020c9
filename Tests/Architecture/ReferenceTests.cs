using System.Xml.Linq;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Architecture;

/// <summary>Who references whom, exactly: a new arrow is a decision, made here first.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Contracts"] = [], ["Domain"] = [], ["Jobs"] = [], ["Studio"] = [], ["ServiceDefaults"] = [], ["AppHost"] = [],
        ["Connectors"] = ["Domain", "ServiceDefaults"],
        ["Data"] = ["Domain", "Jobs"],
        ["ApiService"] = ["Connectors", "Contracts", "Data", "Domain", "Jobs", "ServiceDefaults"],
        ["Workers"] = ["Connectors", "Data", "Domain", "Jobs", "ServiceDefaults", "Studio"],
        ["Web"] = ["Contracts", "ServiceDefaults"],
        ["Smoke"] = ["Contracts"],
        ["Tests"] = ["ApiService", "AppHost", "Connectors", "Contracts", "Data", "Domain", "Jobs", "ServiceDefaults", "Studio", "Web", "Workers"],
        ["Benchmarks"] = ["ApiService", "AppHost", "Connectors", "Contracts", "Data", "Domain", "Jobs", "ServiceDefaults", "Studio", "Web", "Workers"],
    };

    [Fact]
    public void Projects_reference_exactly_what_the_house_allows() => Violations(Projects()).ShouldBeEmpty();

    [Fact]
    public void A_forbidden_arrow_is_found()
    {
        var projects = Projects();
        projects["Web"] = ["Contracts", "Data", "ServiceDefaults"];
        projects["Stranger"] = [];
        Violations(projects).ShouldBe(["Web references Contracts, Data, ServiceDefaults; allowed is Contracts, ServiceDefaults", "Stranger is not in the table"]);
    }

    [Fact]
    public void Every_project_of_the_solution_is_read() =>
        Projects().Keys.Order(StringComparer.Ordinal).ShouldBe(Allowed.Keys.Order(StringComparer.Ordinal));

    private static List<string> Violations(Dictionary<string, string[]> projects) =>
    [
        .. projects.Where(p => Allowed.ContainsKey(p.Key) && !p.Value.SequenceEqual(Allowed[p.Key]))
            .Select(p => $"{p.Key} references {string.Join(", ", p.Value)}; allowed is {string.Join(", ", Allowed[p.Key])}"),
        .. projects.Keys.Where(p => !Allowed.ContainsKey(p)).Select(p => $"{p} is not in the table"),
    ];

    private static Dictionary<string, string[]> Projects() => File.ReadLines(Path.Combine(RepositoryRoot.Path, "CommerceOS.sln"))
        .Where(l => l.StartsWith("Project(", StringComparison.Ordinal) && l.Contains(".csproj", StringComparison.Ordinal))
        .Select(l => Path.Combine(RepositoryRoot.Path, l.Split('"')[5].Replace('\\', Path.DirectorySeparatorChar)))
        .ToDictionary(
            p => Path.GetFileNameWithoutExtension(p),
            p => XDocument.Load(p).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
                .Order(StringComparer.Ordinal).ToArray());
}
