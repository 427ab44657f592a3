/** The worker of all pages: the library's own work, and what the pages add. */
import { serve } from "steinbock/worker";
import { posterior } from "../bayesian/posterior.js";

serve({ functions: { posterior } });
