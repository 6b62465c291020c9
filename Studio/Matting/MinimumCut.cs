namespace CommerceOS.Studio.Matting;

/// <summary>
/// Minimum cut of a graph with a source (product) and a sink (backdrop) by growing two search trees and reusing them
/// after each augmentation (Boykov and Kolmogorov, "An experimental comparison of min-cut/max-flow algorithms", IEEE
/// TPAMI 26(9), 2004). Integer capacities and a fixed order make it deterministic.
/// </summary>
internal sealed class MinimumCut
{
    private const int Terminal = -1; // the parent is the source or the sink itself
    private const int Orphan = -2;
    private const int Free = -3;
    private const int None = -1;

    private readonly int[] firstArc;
    private readonly int[] residual; // to the source when positive, to the sink when negative
    private readonly int[] parent;   // the arc towards the root of the node's tree
    private readonly int[] stamp;
    private readonly int[] depth;
    private readonly int[] nextActive;
    private readonly bool[] inSinkTree;
    private readonly int[] head;
    private readonly int[] nextArc;
    private readonly int[] capacity;
    private readonly Queue<int> orphans = new();
    private int arcs;
    private int activeFirst = None;
    private int activeLast = None;
    private int time;

    internal MinimumCut(int nodes, int edges)
    {
        firstArc = new int[nodes];
        residual = new int[nodes];
        parent = new int[nodes];
        stamp = new int[nodes];
        depth = new int[nodes];
        nextActive = new int[nodes];
        inSinkTree = new bool[nodes];
        head = new int[edges * 2];
        nextArc = new int[edges * 2];
        capacity = new int[edges * 2];
        Array.Fill(firstArc, None);
        Array.Fill(nextActive, None);
    }

    /// <summary>Adds what it costs to put the node on the backdrop's side and on the product's side.</summary>
    internal void AddPreference(int node, int toProduct, int toBackdrop)
    {
        if (residual[node] > 0)
        {
            toProduct += residual[node];
        }
        else
        {
            toBackdrop -= residual[node];
        }

        residual[node] = toProduct - toBackdrop;
    }

    /// <summary>Adds what it costs to separate two nodes.</summary>
    internal void AddEdge(int i, int j, int cost)
    {
        head[arcs] = j;
        capacity[arcs] = cost;
        nextArc[arcs] = firstArc[i];
        firstArc[i] = arcs++;
        head[arcs] = i;
        capacity[arcs] = cost;
        nextArc[arcs] = firstArc[j];
        firstArc[j] = arcs++;
    }

    internal bool IsProduct(int node) => parent[node] != Free && !inSinkTree[node];

    internal void Run()
    {
        for (var i = 0; i < firstArc.Length; i++)
        {
            if (residual[i] == 0)
            {
                parent[i] = Free;
                continue;
            }

            inSinkTree[i] = residual[i] < 0;
            parent[i] = Terminal;
            depth[i] = 1;
            Activate(i);
        }

        var current = None;
        while (true)
        {
            var node = current;
            if (node != None)
            {
                nextActive[node] = None;
                if (parent[node] == Free)
                {
                    node = None;
                }
            }

            if (node == None && (node = TakeActive()) == None)
            {
                return;
            }

            var bridge = Grow(node);
            time++;
            if (bridge == None)
            {
                current = None;
                continue;
            }

            nextActive[node] = node; // stays active: it may reach the other tree again
            current = node;
            Augment(bridge);
            while (orphans.TryDequeue(out var orphan))
            {
                Adopt(orphan);
            }
        }
    }

    private void Activate(int node)
    {
        if (nextActive[node] != None)
        {
            return;
        }

        if (activeLast != None)
        {
            nextActive[activeLast] = node;
        }
        else
        {
            activeFirst = node;
        }

        activeLast = node;
        nextActive[node] = node;
    }

    private int TakeActive()
    {
        while (activeFirst != None)
        {
            var node = activeFirst;
            if (nextActive[node] == node)
            {
                activeFirst = activeLast = None;
            }
            else
            {
                activeFirst = nextActive[node];
            }

            nextActive[node] = None;
            if (parent[node] != Free)
            {
                return node;
            }
        }

        return None;
    }

    // Extends the node's tree by its free neighbours; returns an arc from the source tree into the sink tree if it touches.
    private int Grow(int node)
    {
        var sink = inSinkTree[node];
        for (var arc = firstArc[node]; arc != None; arc = nextArc[arc])
        {
            if (capacity[sink ? arc ^ 1 : arc] == 0)
            {
                continue;
            }

            var other = head[arc];
            if (parent[other] == Free)
            {
                inSinkTree[other] = sink;
                Hang(other, arc ^ 1, node);
                Activate(other);
            }
            else if (inSinkTree[other] != sink)
            {
                return sink ? arc ^ 1 : arc;
            }
            else if (stamp[other] <= stamp[node] && depth[other] > depth[node])
            {
                Hang(other, arc ^ 1, node);
            }
        }

        return None;
    }

    private void Hang(int node, int arc, int above)
    {
        parent[node] = arc;
        stamp[node] = stamp[above];
        depth[node] = depth[above] + 1;
    }

    private void Augment(int bridge)
    {
        var flow = capacity[bridge];
        int node, arc;
        for (node = head[bridge ^ 1]; (arc = parent[node]) != Terminal; node = head[arc])
        {
            flow = Math.Min(flow, capacity[arc ^ 1]);
        }

        flow = Math.Min(flow, residual[node]);
        for (node = head[bridge]; (arc = parent[node]) != Terminal; node = head[arc])
        {
            flow = Math.Min(flow, capacity[arc]);
        }

        flow = Math.Min(flow, -residual[node]);
        capacity[bridge ^ 1] += flow;
        capacity[bridge] -= flow;
        for (node = head[bridge ^ 1]; (arc = parent[node]) != Terminal; node = head[arc])
        {
            Push(node, arc, arc ^ 1, flow);
        }

        if ((residual[node] -= flow) == 0)
        {
            MakeOrphan(node);
        }

        for (node = head[bridge]; (arc = parent[node]) != Terminal; node = head[arc])
        {
            Push(node, arc ^ 1, arc, flow);
        }

        if ((residual[node] += flow) == 0)
        {
            MakeOrphan(node);
        }
    }

    private void Push(int node, int widened, int narrowed, int flow)
    {
        capacity[widened] += flow;
        capacity[narrowed] -= flow;
        if (capacity[narrowed] == 0)
        {
            MakeOrphan(node);
        }
    }

    private void MakeOrphan(int node)
    {
        parent[node] = Orphan;
        orphans.Enqueue(node);
    }

    // Looks for a new parent whose root is a terminal, the nearest one; otherwise frees the node and its children.
    private void Adopt(int node)
    {
        var sink = inSinkTree[node];
        var best = Free;
        var least = int.MaxValue;
        for (var arc = firstArc[node]; arc != None; arc = nextArc[arc])
        {
            var other = head[arc];
            if (capacity[sink ? arc : arc ^ 1] == 0 || inSinkTree[other] != sink || parent[other] == Free)
            {
                continue;
            }

            var distance = DistanceToRoot(other);
            if (distance == int.MaxValue)
            {
                continue;
            }

            if (distance < least)
            {
                (best, least) = (arc, distance);
            }

            for (var step = other; stamp[step] != time; step = head[parent[step]])
            {
                stamp[step] = time;
                depth[step] = distance--;
            }
        }

        parent[node] = best;
        if (best != Free)
        {
            stamp[node] = time;
            depth[node] = least + 1;
            return;
        }

        for (var arc = firstArc[node]; arc != None; arc = nextArc[arc])
        {
            var other = head[arc];
            var above = parent[other];
            if (inSinkTree[other] != sink || above == Free)
            {
                continue;
            }

            if (capacity[sink ? arc : arc ^ 1] != 0)
            {
                Activate(other);
            }

            if (above >= 0 && head[above] == node)
            {
                MakeOrphan(other);
            }
        }
    }

    private int DistanceToRoot(int node)
    {
        var distance = 0;
        while (stamp[node] != time)
        {
            var arc = parent[node];
            distance++;
            if (arc == Terminal)
            {
                stamp[node] = time;
                depth[node] = 1;
                return distance;
            }

            if (arc is Orphan or Free)
            {
                return int.MaxValue;
            }

            node = head[arc];
        }

        return distance + depth[node];
    }
}
